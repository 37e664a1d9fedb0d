package words

import "fmt"

// fate is what conditions are sought of.
func (l Lang) fate(met bool) string {
	if met {
		return l.either("met", "达标")
	}
	return l.either("missed", "未达标")
}

// DiscoverHead says what is sought, and how often it happens without conditions.
func (l Lang) DiscoverHead(question, rate string, inputs int, met bool) string {
	return fmt.Sprintf(l.either("When is it %s? %s: %s in %s of all futures; conditions sought on %d uncertain inputs.", "何时%s？%s：%s的占全部模拟的%s；在%d项不确定输入上寻找条件。"),
		l.fate(met), question, l.fate(met), rate, inputs)
}

// NoBox says that no conditions were found.
func (l Lang) NoBox() string {
	return l.either("No conditions on these inputs set such futures apart from the others.", "这些输入上没有能把此类模拟与其他模拟区分开的条件。")
}

// BoxHead says what a box is worth, among the futures that no box before it holds.
func (l Lang) BoxHead(number int, density, coverage, mass, rate string, met bool) string {
	left := ""
	if number > 1 {
		left = l.either(" that the boxes before leave", "此前条件组未含的")
	}
	return fmt.Sprintf(l.either("Box %[1]d: %[2]s in %[3]s of the futures in which all of the following holds, instead of %[6]s. They take in %[4]s of those %[2]s, and are %[5]s of all%[7]s.",
		"条件组%[1]d：以下条件同时成立的模拟中，%[2]s的占%[3]s，而非%[6]s；覆盖%[7]s%[2]s模拟的%[4]s，占%[7]s全部模拟的%[5]s。"),
		number, l.fate(met), density, coverage, mass, rate, left)
}

// Heads of the table of limits.
func (l Lang) HeadLimits() string { return l.either("limits", "界限") }
func (l Lang) HeadQuasiP() string { return l.either("quasi-p", "拟p值") }
func (l Lang) HeadFoundAgain() string {
	return l.either("again, same coverage", "同覆盖率重现")
}
func (l Lang) HeadFoundAgainDense() string {
	return l.either("same density", "同密度重现")
}

// BoxMeasured says how boxes were found and measured.
func (l Lang) BoxMeasured(sought, tested int) string {
	return fmt.Sprintf(l.either("Sought in %s futures, measured in %s others (PRIM).", "在%s次模拟中寻找，在另外%s次中度量（PRIM）。"),
		Number(float64(sought), 0), Number(float64(tested), 0))
}

// BoxColumns says what the columns of the table of limits mean.
func (l Lang) BoxColumns() string {
	return l.either("Quasi-p: the chance of such a density if this limit did not matter. Again: how often the input is limited when half of the futures is searched anew.",
		"拟p值：若该界限无关紧要，仍达到如此密度的概率。重现：取半数模拟重新寻找时该输入仍受限的频率。")
}

// MeanOver says that a yearly value is a mean.
func (l Lang) MeanOver(first, last int) string {
	return fmt.Sprintf(l.either(", mean of %d–%d", "（%d—%d年均值）"), first, last)
}

// AxisBelow labels the scale of a box's limits.
func (l Lang) AxisBelow() string {
	return l.either("share of the futures below (%)", "低于该值的模拟占比（%）")
}

// InTheBox and OutsideTheBox name the parts of an input's range.
func (l Lang) InTheBox() string { return l.either("range with the condition", "条件所在范围") }
func (l Lang) OutsideTheBox() string {
	return l.either("the rest of its range", "其余范围")
}

// TitleBox says what the conditions do.
func (l Lang) TitleBox(question, density, rate string, met bool) string {
	return fmt.Sprintf(l.either("Under these conditions %s in %s of futures, instead of %s: %s", "条件成立时%s的占%s，而非%s：%s"), l.fate(met), density, rate, question)
}

// amongLeft says that a later box is held against the futures that those before leave.
func (l Lang) amongLeft(later bool) string {
	if !later {
		return ""
	}
	return l.either(", among the futures that the boxes before leave", "（只计此前条件组未含的模拟）")
}

// SubtitleBox says how much the conditions take in.
func (l Lang) SubtitleBox(coverage, mass string, later, met bool) string {
	return fmt.Sprintf(l.either("Conditions that hold together; they take in %[1]s of the futures in which it is %[2]s and %[3]s of all%[4]s", "同时成立的条件；覆盖%[2]s模拟的%[1]s，占全部模拟的%[3]s%[4]s"),
		coverage, l.fate(met), mass, l.amongLeft(later))
}

// AxisCoverage and AxisDensity label a trade-off.
func (l Lang) AxisCoverage(met bool) string {
	return fmt.Sprintf(l.either("coverage: share of those %s that the conditions take in (%%)", "覆盖率：%s的模拟中条件所含的占比（%%）"), l.fate(met))
}
func (l Lang) AxisDensity(met bool) string {
	return fmt.Sprintf(l.either("density: share %s under the conditions (%%)", "密度：条件成立时%s的占比（%%）"), l.fate(met))
}

// ChosenBox marks the box that was taken.
func (l Lang) ChosenBox(limits int) string {
	if limits == 1 {
		return l.either("taken: 1 condition", "所取：1项条件")
	}
	return fmt.Sprintf(l.either("taken: %d conditions", "所取：%d项条件"), limits)
}

// TitleTradeOff says what the conditions taken are worth.
func (l Lang) TitleTradeOff(coverage, density string, met bool) string {
	return fmt.Sprintf(l.either("The conditions take in %s of those %s; where they hold, %s are", "条件覆盖%[2]s模拟的%[1]s；条件成立时%[2]s的占%[3]s"), coverage, l.fate(met), density)
}

// SubtitleTradeOff says what a trade-off shows.
func (l Lang) SubtitleTradeOff(question string, later bool) string {
	return fmt.Sprintf(l.either("Tighter conditions are surer and take in less%[2]s: %[1]s", "条件越严越可靠，覆盖越少%[2]s：%[1]s"), question, l.amongLeft(later))
}

package words

import "fmt"

// kindsOfInput are parameters, yearly shocks, one-off events and levers, in the engine's order.
var kindsOfInput = [...][languages]string{{"parameters", "参数"}, {"yearly shocks", "逐年冲击"}, {"revisions and events", "修订与突发事件"}, {"levers' size and timing", "抓手大小与时机"}}

// KindOfInput names a kind of uncertain inputs.
func (l Lang) KindOfInput(kind int) string { return kindsOfInput[kind][l] }

// ExplainHead says what is explained.
func (l Lang) ExplainHead(question, answer string) string {
	return fmt.Sprintf(l.either("What the answer rests on: %s (%s as it stands).", "答案取决于什么：%s（目前%s）。"), question, answer)
}

// Heads of the tables.
func (l Lang) HeadSplit() string {
	return l.either("all inputs of a kind together", "同类输入合计")
}
func (l Lang) HeadInput() string { return l.either("input", "输入") }
func (l Lang) HeadKind() string  { return l.either("kind", "类别") }
func (l Lang) HeadTotal() string { return l.either("total index", "总效应指数") }
func (l Lang) HeadInterval() string {
	return l.either("95 %, bootstrap", "95%自助区间")
}
func (l Lang) HeadAtLow() string   { return l.either("at 10 %", "取10%时") }
func (l Lang) HeadAtHigh() string  { return l.either("at 90 %", "取90%时") }
func (l Lang) HeadSwing() string   { return l.either("swing", "摆幅") }
func (l Lang) HeadWithout() string { return l.either("without", "关闭") }
func (l Lang) HeadWith() string    { return l.either("with", "开启") }

// TotalNote says what a total index is; where inputs depend on each other, the indices may add up to any number.
func (l Lang) TotalNote(dependent bool) string {
	text := l.either("Total Sobol' index: the share of the variance of a future's outcome that would remain if everything but this input were known. ",
		"总效应指数（索博尔）：除该输入外其余全部已知时，结果方差仍剩余的比例。")
	if dependent {
		return text + l.either("What others tell of an input counts as known, so the index of one that depends on them is small.", "其他输入所透露的信息视为已知，因此相关输入的指数偏小。")
	}
	return text + l.either("Thresholds make inputs interact, so the indices add up to more than 100 %.", "门槛使输入相互作用，各指数之和超过100%。")
}

// HeadEffect heads the column of Shapley effects.
func (l Lang) HeadEffect() string { return l.either("Shapley effect", "沙普利效应") }

// OtherInputs is the row of all inputs that are not listed, together.
func (l Lang) OtherInputs() string {
	return l.either("all other inputs together", "其余输入合计")
}

// EffectNote says what a Shapley effect is, and which of the inputs depend on each other.
func (l Lang) EffectNote(dependent []string) string {
	text := l.either("Shapley effect: what an input adds to the variance, averaged over all orders in which the inputs could become unknown. These shares add up to 100 %, also where inputs interact or depend on each other. ",
		"沙普利效应：按所有可能的次序逐一使输入变为未知，该输入所增加方差的平均值。无论输入是否相互作用或相关，各份额之和均为100%。")
	if len(dependent) == 0 {
		return text + l.either("No two inputs of this answer depend on each other: a common shock is an input of its own.", "此答案的输入互不相关：共同冲击自成一项输入。")
	}
	return text + fmt.Sprintf(l.either("These depend on each other by a table of correlations: %s.", "以下输入通过相关系数表彼此相关：%s。"), l.List(dependent))
}

// OrdersInterval names the whisker of a Shapley effect.
func (l Lang) OrdersInterval() string {
	return l.either("95 % interval from the orders and futures tried", "95%区间（次序与模拟次数所致）")
}

// TitleEffects says which input has the largest share; single: beside it stand all inputs that are not shown, together.
func (l Lang) TitleEffects(input, share, question string, single bool) string {
	if single {
		return fmt.Sprintf(l.either("No single input has a larger share of the variance than %[1]s: %[2]s (%[3]s)", "单项输入中，%[1]s占方差的份额最大：%[2]s（%[3]s）"), input, share, question)
	}
	return fmt.Sprintf(l.either("The largest share of the variance, %[2]s, is that of %[1]s (%[3]s)", "%[1]s占方差的份额最大：%[2]s（%[3]s）"), input, share, question)
}

// SubtitleEffects says what the picture of Shapley effects shows.
func (l Lang) SubtitleEffects() string {
	return l.either("Shapley effects: fair shares of the variance of a future's outcome, which add up to 100 %", "沙普利效应：各输入在结果方差中的公平份额，合计100%")
}

// TornadoNote says what a tornado is.
func (l Lang) TornadoNote() string {
	return l.either("Each assumption is held at the 10 % and the 90 % quantile of its own uncertainty, all others stay uncertain; same futures.",
		"每项假设分别固定在自身不确定性的10%与90%分位数，其余仍不确定；同一批模拟。")
}

// LeversWithout lists levers on which the answer does not rest.
func (l Lang) LeversWithout(ids []string) string {
	return fmt.Sprintf(l.either("No effect on this answer, so no credit: levers %s.", "对该答案没有作用、不计贡献的抓手：%s。"), l.List(ids))
}

// UnusedInputs lists inputs on which no target rests.
func (l Lang) UnusedInputs(keys []string) string {
	const most = 8
	if n := len(keys); n > most {
		return fmt.Sprintf(l.either("No target rests on %d inputs: %s and others.", "有%d项输入不影响任何目标：%s等。"), n, l.List(keys[:most]))
	}
	return fmt.Sprintf(l.either("No target rests on %s.", "以下输入不影响任何目标：%s。"), l.List(keys))
}

// AxisTotal labels the axis of total indices.
func (l Lang) AxisTotal() string {
	return l.either("share of the variance (%)", "占方差的比例（%）")
}

// BootstrapInterval names the whisker of an index.
func (l Lang) BootstrapInterval() string {
	return l.either("95 % bootstrap interval", "95%自助区间")
}

// TitleIndices says which input matters most.
func (l Lang) TitleIndices(input, question string) string {
	return fmt.Sprintf(l.either("What matters most is %s (%s)", "影响最大的是%s（%s）"), input, question)
}

// SubtitleIndices says what the picture of indices shows.
func (l Lang) SubtitleIndices() string {
	return l.either("Total Sobol' index of each uncertain input, largest first", "各不确定输入的总效应指数，由大到小")
}

// EndLow and EndHigh name the ends of a tornado's bars.
func (l Lang) EndLow() string {
	return l.either("assumption at its 10 % quantile", "假设取10%分位数")
}
func (l Lang) EndHigh() string { return l.either("at its 90 % quantile", "取90%分位数") }

// TitleTornado says how far the strongest assumption moves the answer.
func (l Lang) TitleTornado(question, assumption, low, high string) string {
	return fmt.Sprintf(l.either("%s moves the answer from %s to %s (%s)", "%s使答案在%s与%s之间变动（%s）"), assumption, low, high, question)
}

// SubtitleTornado says what a tornado shows.
func (l Lang) SubtitleTornado() string {
	return l.either("Answer with one assumption at the ends of its middle 80 %, whose values stand beside", "单项假设取其中间80%区间两端时的答案，两端数值列于右侧")
}

// TitleLevers says which lever adds most.
func (l Lang) TitleLevers(lever, credit string, share bool, question string) string {
	unit := l.either(" targets", "项")
	if share {
		unit = l.either(" points", "个百分点")
	}
	return fmt.Sprintf(l.either("%s adds most: %s (%s)", "作用最大的抓手是%s：%s（%s）"), lever, credit+unit, question)
}

// TitleNoLever says that no lever adds anything that could be told from the luck of the draw.
func (l Lang) TitleNoLever(question string) string {
	return fmt.Sprintf(l.either("No lever moves it by more than the simulation error (%s)", "没有抓手的作用超出模拟误差（%s）"), question)
}

// SubtitleLevers says what the picture of levers shows.
func (l Lang) SubtitleLevers() string {
	return l.either("What is lost when a lever is switched off, one at a time, on the same futures", "同一批模拟下，逐一关闭各抓手所失去的")
}

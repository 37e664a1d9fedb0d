package words

import "fmt"

// SeekNow says where an answer stands before anything changes.
func (l Lang) SeekNow(question, answer, err string) string {
	return fmt.Sprintf(l.either("As it stands: %[2]s (%[3]s simulation error) for %[1]s.", "目前：%[1]s，%[2]s（模拟误差%[3]s）。"), question, answer, err)
}

// Turned says what becomes of a dial: op 0 it gets a value, 1 a value without its sign is added or, where down, taken away, 2 it is
// multiplied.
func (l Lang) Turned(dial string, op int, value string, down bool) string {
	text := l.either("\"%s\" at %s", "将“%s”设为%s")
	switch {
	case op == 1 && down:
		text = l.either("\"%s\" lowered by %s", "将“%s”下调%s")
	case op == 1:
		text = l.either("\"%s\" raised by %s", "将“%s”上调%s")
	case op == 2:
		text = l.either("\"%s\" multiplied by %s", "将“%s”乘以%s")
	}
	return fmt.Sprintf(text, dial, value)
}

// FromTo is a range of numbers that may have signs.
func (l Lang) FromTo(lo, hi string) string { return lo + l.either(" to ", "至") + hi }

// SeekFound says the smallest change that reaches a level; between is the range left by the simulation error.
func (l Lang) SeekFound(level, turned, between string) string {
	s := fmt.Sprintf(l.either("%s is reached with %s", "要达到%s，须%s"), level, turned)
	if between != "" {
		s += fmt.Sprintf(l.either(" (%s, 95 %% simulation error)", "（95%%模拟误差：%s）"), between)
	}
	return s + l.either(".", "。")
}

// OrMore and OrLess are intervals with an open end.
func (l Lang) OrMore(x string) string { return fmt.Sprintf(l.either("%s or more", "不低于%s"), x) }
func (l Lang) OrLess(x string) string { return fmt.Sprintf(l.either("%s or less", "不高于%s"), x) }

// SeekNotFound says that no change tried reaches a level.
func (l Lang) SeekNotFound(level, dial, places, nearest, at string) string {
	return fmt.Sprintf(l.either("%[1]s is not reached anywhere from %[3]s (%[2]s): the nearest is %[4]s, at %[5]s.",
		"“%[2]s”在%[3]s之间均达不到%[1]s：最接近的是%[5]s时的%[4]s。"), level, dial, places, nearest, at)
}

// SeekMonotone says whether the answer moves one way over all places tried.
func (l Lang) SeekMonotone(monotone bool, places int, reversal string) string {
	if monotone {
		return fmt.Sprintf(l.either("Tried at %d places: the answer moves one way throughout.", "共试%d处：答案单向变化。"), places)
	}
	return fmt.Sprintf(l.either("Tried at %d places: the answer turns back by %s on the way, so other changes may reach the level too.",
		"共试%d处：答案中途回折%s，其他变动也可能达到该水平。"), places, reversal)
}

// SeekJudged warns that no base data stand behind the answer.
func (l Lang) SeekJudged() string {
	return l.either("Judged, no base data: under the central prior only.", "凭判断、无基期数据：仅按居中先验。")
}

// Heads of the table of paces.
func (l Lang) HeadPace() string    { return l.either("pace a year", "年均步伐") }
func (l Lang) HeadNow() string     { return l.either("as it stands", "目前") }
func (l Lang) HeadNeeded() string  { return l.either("needed", "所需") }
func (l Lang) HeadReached() string { return l.either("reached in its own past", "历史上达到") }

// ReachedIn places a pace in the past.
func (l Lang) ReachedIn(n, of, first, last int) string {
	return fmt.Sprintf(l.either("%d of %d years, %d-%d", "%[3]d—%[4]d年%[2]d年中有%[1]d年"), n, of, first, last)
}

// DialAxis labels the axis of what is turned: op 0 its value, 1 what is added, 2 the factor.
func (l Lang) DialAxis(dial string, op int, unit string) string {
	switch op {
	case 1:
		dial = fmt.Sprintf(l.either("added to %s", "%s：增加量"), dial)
	case 2:
		dial = fmt.Sprintf(l.either("factor on %s", "%s：倍数"), dial)
	}
	return l.Named(dial, unit)
}

// AsItStands marks where the plan stands.
func (l Lang) AsItStands(answer string) string {
	return fmt.Sprintf(l.either("as it stands: %s", "目前：%s"), answer)
}

// TitleReached says what reaches a level.
func (l Lang) TitleReached(question, level, turned string) string {
	return fmt.Sprintf(l.either("%s: %s is reached with %s", "%s：要达到%s，须%s"), question, level, turned)
}

// TitleNotReached says that nothing tried does.
func (l Lang) TitleNotReached(question, level string) string {
	return fmt.Sprintf(l.either("%s: %s is not reached", "%s：达不到%s"), question, level)
}

// SubtitleSeek says what the picture shows.
func (l Lang) SubtitleSeek() string {
	return l.either("How the answer follows the assumption, on the same futures", "同一批模拟下，答案随假设的变化")
}

// PaceNote says a pace before and after.
func (l Lang) PaceNote(indicator, now, needed, reached string) string {
	return fmt.Sprintf(l.either("%s: %s a year as it stands, %s needed (reached in %s).", "%s：目前年均%s，需要%s（历史：%s）。"), indicator, now, needed, reached)
}

// PackagesNow says how the question is answered without levers.
func (l Lang) PackagesNow(question, answer string) string {
	return fmt.Sprintf(l.either("Without any lever: %s for %s.", "没有任何抓手时：%[2]s为%[1]s。"), answer, question)
}

// PackagesFound says how few levers reach a level.
func (l Lang) PackagesFound(level string, levers int) string {
	if levers == 1 {
		return fmt.Sprintf(l.either("%s is reached with 1 lever, all others off:", "只需1个抓手即可达到%s（其余关闭）："), level)
	}
	return fmt.Sprintf(l.either("%[1]s is reached with %[2]d levers, all others off:", "最少%[2]d个抓手即可达到%[1]s（其余关闭）："), level, levers)
}

// PackagesNone says that no lever is needed.
func (l Lang) PackagesNone(level string) string {
	return fmt.Sprintf(l.either("%s is reached without any lever.", "不开启任何抓手即已达到%s。"), level)
}

// NamedLevers lists levers with their titles.
func (l Lang) NamedLevers(named []string) string {
	return fmt.Sprintf(l.either("Levers: %s.", "抓手：%s。"), l.Several(named))
}

// TitleNoPackage says that no lever is needed.
func (l Lang) TitleNoPackage(question, level string) string {
	return fmt.Sprintf(l.either("%s: %s is reached without any lever", "%s：不开启任何抓手即已达到%s"), question, level)
}

// PackagesNotFound says that no package reaches a level.
func (l Lang) PackagesNotFound(level string) string {
	return fmt.Sprintf(l.either("No package of levers reaches %s.", "没有任何抓手组合能达到%s。"), level)
}

// MoreInFile says where the rest of a list is.
func (l Lang) MoreInFile(n int, file string) string {
	return fmt.Sprintf(l.either("  and %d more, which --out writes to %s", "  另有%d个，用 --out 写入%s"), n, file)
}

// PackagesTried says how packages were sought.
func (l Lang) PackagesTried(n int, all bool) string {
	if all {
		return fmt.Sprintf(l.either("All %s packages of the levers that matter were tried, on the same futures.", "在同一批模拟下，逐一试遍有作用抓手的全部%s种组合。"), Number(float64(n), 0))
	}
	return fmt.Sprintf(l.either("%s packages were tried on the same futures, each time one lever more than in the best of one fewer: where levers help each other a better one may have been passed over.",
		"在同一批模拟下试了%s种组合：每次在少一个抓手的最好组合上再加一个；抓手互相增强时可能漏掉更好的组合。"), Number(float64(n), 0))
}

// Heads of the table of packages.
func (l Lang) HeadLevers() string      { return l.either("levers", "个数") }
func (l Lang) HeadBestPackage() string { return l.either("best package", "最好的组合") }
func (l Lang) HeadGain() string        { return l.either("gain", "增益") }

// TitlePackages says with which levers a level is reached.
func (l Lang) TitlePackages(question, level string, levers []string) string {
	with := l.List(levers)
	if len(levers) > 4 {
		with = fmt.Sprintf(l.either("%d levers", "%d个抓手"), len(levers))
	}
	return fmt.Sprintf(l.either("%s make it %s: %s", "开启%s即可达到%s：%s"), with, level, question)
}

// SubtitlePackages says what the picture of packages shows.
func (l Lang) SubtitlePackages(none string) string {
	return fmt.Sprintf(l.either("What the best package of each number of levers adds to %s without any; the answer with it stands beside", "每种个数下最好的抓手组合在无抓手时%s之上所增加的；右侧为开启后的答案"), none)
}

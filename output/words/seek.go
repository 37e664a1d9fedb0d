package words

import "fmt"

// SeekNow says where an answer stands before anything changes.
func (l Lang) SeekNow(question, answer, err string) string {
	return fmt.Sprintf(l.either("As it stands: %[2]s (%[3]s simulation error) for %[1]s.", "目前：%[1]s，%[2]s（模拟误差%[3]s）。"), question, answer, err)
}

// SeekFound says the smallest change that reaches a level; between is the range left by the simulation error.
func (l Lang) SeekFound(level, dial, turn, between string) string {
	s := fmt.Sprintf(l.either("%s is reached with %s %s", "%s所需：%s %s"), level, dial, turn)
	if between != "" {
		s += fmt.Sprintf(l.either(" (%s, 95 %% simulation error)", "（95%%模拟误差：%s）"), between)
	}
	return s + l.either(".", "。")
}

// SeekNotFound says that no change tried reaches a level.
func (l Lang) SeekNotFound(level, dial, from, to, nearest, at string) string {
	return fmt.Sprintf(l.either("%[1]s is not reached by any %[2]s from %[3]s to %[4]s: the nearest is %[5]s, at %[6]s.",
		"%[2]s在%[3]s至%[4]s之间均达不到%[1]s：最接近的是%[6]s时的%[5]s。"), level, dial, from, to, nearest, at)
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
	return l.either("Judged, no base data: under the central prior only.", "凭判断、无基期数据：仅按中性先验。")
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
func (l Lang) DialAxis(dial string, op int) string {
	switch op {
	case 1:
		return fmt.Sprintf(l.either("added to %s", "%s：增加量"), dial)
	case 2:
		return fmt.Sprintf(l.either("factor on %s", "%s：倍数"), dial)
	}
	return dial
}

// AsItStands marks where the plan stands.
func (l Lang) AsItStands(answer string) string {
	return fmt.Sprintf(l.either("as it stands: %s", "目前：%s"), answer)
}

// TitleReached says what reaches a level.
func (l Lang) TitleReached(question, level, dial, turn string) string {
	return fmt.Sprintf(l.either("%s: %s is reached with %s %s", "%s：达到%s需要%s %s"), question, level, dial, turn)
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

package words

import "fmt"

// RobustHead says what is held against what.
func (l Lang) RobustHead(question string) string {
	return fmt.Sprintf(l.either("Choices in states of the world: %s.", "各状态下的选择：%s。"), question)
}

// Heads of the table.
func (l Lang) HeadChoice() string { return l.either("choice", "选择") }
func (l Lang) HeadWorst() string  { return l.either("worst case", "最差") }
func (l Lang) HeadRegret() string { return l.either("greatest regret", "最大遗憾") }
func (l Lang) HeadGood(level string) string {
	return fmt.Sprintf(l.either("states with %s or more", "达到%s的状态数"), level)
}
func (l Lang) HeadMixture() string { return l.either("weighted mean", "加权平均") }

// RobustNote says what regret is.
func (l Lang) RobustNote() string {
	return l.either("Below each answer: how far it lies below the best choice in the same state (regret), with its 95 % simulation error on the same futures. = the best of its state, or not told from it. States are not averaged without weights.",
		"各答案之下：低于同一状态最优选择的幅度（遗憾）及其95%模拟误差，同一批模拟。= 该状态的最优者，或与之无法区分。没有权重时不对状态求平均。")
}

// FromWorstToBest names the bar of a choice.
func (l Lang) FromWorstToBest() string {
	return l.either("from the worst to the best state", "从最差状态到最好状态")
}

// RegretText writes the greatest regret beside a bar.
func (l Lang) RegretText(regret string) string {
	return fmt.Sprintf(l.either("regret %s", "遗憾%s"), regret)
}

// TitleRobust says which choice has the least regret.
func (l Lang) TitleRobust(choice, question string) string {
	return fmt.Sprintf(l.either("Least regret: \"%s\" (%s)", "遗憾最小的是“%s”（%s）"), choice, question)
}

// SubtitleRobust says what the picture shows.
func (l Lang) SubtitleRobust(states int, level string) string {
	return fmt.Sprintf(l.either("Answer of each choice over %d states; the line stands at %s; beside it the greatest regret", "各选择在%d种状态下的答案；竖线为%s；右侧为最大遗憾"), states, level)
}

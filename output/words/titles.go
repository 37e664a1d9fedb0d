package words

import (
	"fmt"
	"strconv"
)

// either picks by language.
func (l Lang) either(en, zh string) string {
	if l == Zh {
		return zh
	}
	return en
}

// TitleLikelihood says how likely a target is by a year.
func (l Lang) TitleLikelihood(target string, s Stated, year int) string {
	switch s.Form {
	case Point:
		if w := s.Word(l); w != "" {
			return fmt.Sprintf(l.either("%s: %s by %d, %s", "%s：%[3]d年达标概率%[2]s，%[4]s"), target, s.Short(l), year, w)
		}
	case Band:
		return fmt.Sprintf(l.either("%s: %s by %d, on thin data", "%s：%[3]d年达标概率%[2]s，数据单薄"), target, s.Short(l), year)
	case Judged:
		return fmt.Sprintf(l.either("%s: %s by %d, judged without base data", "%s：%[3]d年达标概率%[2]s，凭判断，无基期数据"),
			target, s.Short(l), year)
	case WasMet, WasMissed:
		return fmt.Sprintf(l.either("%s: %s", "%s：%s"), target, s.Short(l))
	}
	return fmt.Sprintf(l.either("%s: the likelihood by %d cannot be assessed", "%s：%d年能否达标无法判断"), target, year)
}

// TitleTargets says how many of the targets that can be assessed are more likely met than missed. Judged bands count as
// not assessed.
func (l Lang) TitleTargets(likely, assessed, others, year int) string {
	s := fmt.Sprintf(l.either("%d of %d targets with data are more likely met than missed by %d",
		"%[2]d项有数据的目标中，%[1]d项到%[3]d年达标的可能性大于落空"), likely, assessed, year)
	if others > 0 {
		s += fmt.Sprintf(l.either("; %d rest on judgement", "；另有%d项只能凭判断"), others)
	}
	return s
}

// TitleScenarios says under which scenarios the likelihoods are highest and lowest.
func (l Lang) TitleScenarios(best, worst string) string {
	return fmt.Sprintf(l.either("The plan does best under \"%s\" and worst under \"%s\"", "“%s”情景最有利，“%s”情景最不利"), best, worst)
}

// TitleFan says where the median lies in a year.
func (l Lang) TitleFan(indicator, median string, year int, s Stated) string {
	title := fmt.Sprintf(l.either("%s: median %s in %d", "%s：%[3]d年中位数为%[2]s"), indicator, median, year)
	switch s.Form {
	case Point, Band, Judged:
		title += fmt.Sprintf(l.either("; target met in %s of futures", "；达标概率%s"), s.Short(l))
	case None:
		title += fmt.Sprintf(l.either("; the target %s", "；能否达标%s"), s.Short(l))
	}
	return title
}

// TitleByYear says how a likelihood moves over the years.
func (l Lang) TitleByYear(target string, from, to Stated, first, last int) string {
	if from.Form == Point && to.Form == Point {
		verb, wort := "rises", "升至"
		if to.P < from.P {
			verb, wort = "falls", "降至"
		} else if to.P == from.P && to.Beyond == from.Beyond {
			return fmt.Sprintf(l.either("%s: likelihood %s from %d to %d", "%s：%[3]d—%[4]d年达标概率均为%[2]s"), target, to.Short(l), first, last)
		}
		return fmt.Sprintf(l.either("%[1]s: likelihood %[2]s from %[4]s in %[5]d to %[6]s in %[7]d",
			"%[1]s：达标概率从%[5]d年的%[4]s%[3]s%[7]d年的%[6]s"), target, verb, wort, from.Short(l), first, to.Short(l), last)
	}
	return l.TitleLikelihood(target, to, last)
}

// TitleNumberMet says how many targets are met on average and in the middle 80 % of the futures.
func (l Lang) TitleNumberMet(expected float64, of, low, high int) string {
	return fmt.Sprintf(l.either("Expect %s of %d targets to be met; four futures in five meet %d to %d",
		"%[2]d项目标预期达标%[1]s项；八成模拟结果达标%[3]d至%[4]d项"), Number(expected, 1), of, low, high)
}

// TitleDots says how many of the dots reach a target.
func (l Lang) TitleDots(reach, of int, threshold string) string {
	return fmt.Sprintf(l.either("%d of %d futures reach %s", "%[2]d个未来中有%[1]d个达到%[3]s"), reach, of, threshold)
}

// TitleExceedance says the value that is reached with a chance.
func (l Lang) TitleExceedance(indicator string, chance float64, value string) string {
	return fmt.Sprintf(l.either("%s: %s is reached with a chance of %s", "%s：达到%s的概率为%s"), indicator, value, l.Percent(chance, 0))
}

// TitleBaseGrowth says the pace that gives even chances from a base; an empty pace when none on the grid does.
func (l Lang) TitleBaseGrowth(target, base, pace string) string {
	if pace == "" {
		return fmt.Sprintf(l.either("%s: from a base of %s no pace shown gives an even chance", "%s：基期为%s时，图中所示步伐均达不到五成把握"), target, base)
	}
	return fmt.Sprintf(l.either("%s: from a base of %s, an even chance needs %s", "%s：基期为%s时，五成把握需要%s"), target, base, pace)
}

// GrowthOf is a growth rate as a pace: "growth of 21 % a year".
func (l Lang) GrowthOf(share float64) string {
	return fmt.Sprintf(l.either("growth of %s a year", "年均增长%s"), l.percent(Rounded(100*share, 2)))
}

// TitleMilestones says how likely all pieces are ready by a year.
func (l Lang) TitleMilestones(all Stated, year int) string {
	return fmt.Sprintf(l.either("All pieces are ready by %d with a likelihood of %s", "到%d年全部建成的概率：%s"), year, all.Short(l))
}

// YearText is a year as a label.
func (l Lang) YearText(year int) string { return strconv.Itoa(year) + l.either("", "年") }

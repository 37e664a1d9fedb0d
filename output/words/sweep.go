package words

import (
	"fmt"
	"strings"
)

// TableSweep heads the ends of a sweep.
func (l Lang) TableSweep(points int, dials []string) string {
	return fmt.Sprintf(l.either("Lowest and highest answer over %s points of: %s", "%s个点上的最低与最高答案；所变动的是：%s"), Number(float64(points), 0), strings.Join(dials, l.either("; ", "；")))
}

// SweepNote says what the table leaves out.
func (l Lang) SweepNote() string {
	return l.either("Every point is in sweep.csv when --out names a folder. * judged, no base data: under the central prior only.",
		"用 --out 指定文件夹时，所有点写入sweep.csv。* 凭判断、无基期数据：仅按居中先验。")
}

// Heads of the table.
func (l Lang) HeadLowest() string  { return l.either("lowest", "最低") }
func (l Lang) HeadHighest() string { return l.either("highest", "最高") }
func (l Lang) HeadAt() string      { return l.either("at", "位置") }

// Everywhere says that an answer does not move.
func (l Lang) Everywhere() string { return l.either("everywhere", "处处相同") }

// TitleSweep says how far a likelihood moves over a map.
func (l Lang) TitleSweep(question, lowest, highest string) string {
	if lowest == highest {
		return fmt.Sprintf(l.either("%s: %s over the whole map", "%s：全图均为%s"), question, lowest)
	}
	return fmt.Sprintf(l.either("%s: from %s to %s over the map", "%s：图中从%s到%s"), question, lowest, highest)
}

// SubtitleSweep says what the map shows.
func (l Lang) SubtitleSweep() string {
	return l.either("Likelihood over two assumptions, on the same futures", "同一批模拟下，达标概率随两项假设而变")
}

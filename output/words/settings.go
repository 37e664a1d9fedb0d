package words

import (
	"regexp"
	"strings"
)

// What a number of the plan says where it is no number, as settings.csv has it.
var (
	settingsZh = map[string]string{"on": "启用", "off": "停用"}
	startZh    = strings.NewReplacer("by the prior, the last observation, or the law's default", "取先验、末次观测值或规律的默认值")
	fittedZh   = regexp.MustCompile(`^fitted: (\S+) \(80 % in (\S+) to (\S+); (\d+) points?\)`)
)

// SettingValue is the value of a setting in the reader's language. Formulas and laws stay as they are written.
func (l Lang) SettingValue(value string) string {
	if l != Zh {
		return value
	}
	if zh, ok := settingsZh[value]; ok {
		return zh
	}
	return fittedZh.ReplaceAllString(startZh.Replace(value), "拟合值：${1}（80%区间${2}至${3}；${4}个点）")
}

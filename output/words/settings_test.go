package words

import "testing"

func TestSettingValue(t *testing.T) {
	for value, want := range map[string]string{
		"on": "启用", "off": "停用", "0.25": "0.25", "on_time + 1": "on_time + 1", "normal(mean 1, sd 2)": "normal(mean 1, sd 2)",
		"fitted: -0.2572 (80 % in -0.3823 to -0.132; 7 points)":          "拟合值：-0.2572（80%区间-0.3823至-0.132；7个点）",
		"fitted: 1.087 (80 % in 0.4894 to 1.654; 7 points) × 2":          "拟合值：1.087（80%区间0.4894至1.654；7个点） × 2",
		"by the prior, the last observation, or the law's default × 1.1": "取先验、末次观测值或规律的默认值 × 1.1",
	} {
		if got := Zh.SettingValue(value); got != want {
			t.Errorf("%q: %q, want %q", value, got, want)
		}
		if got := En.SettingValue(value); got != value {
			t.Errorf("English %q: %q", value, got)
		}
	}
}

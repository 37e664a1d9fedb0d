package report

import (
	"reflect"
	"strings"
	"testing"

	"targetcast/output/words"
)

const (
	tornado = "target,set,question,assumption,low,high,answer_low,answer_high,draws\n" +
		"gdp,,met,indicator.gdp.mean,0.01,0.02,0.44,0.47,2000\n" +
		"gdp,,met,pool.all.drift,-1,1,0.72,0.31,2000\n"
	credits = "target,lever,credit,error_low,error_high\n" +
		"gdp,F1,0.031,0.021,0.041\n"
)

func TestReadDrivers(t *testing.T) {
	d, err := ReadDrivers([]byte(tornado), []byte(credits))
	if err != nil {
		t.Fatal(err)
	}
	want := Drivers{Target: "gdp", Draws: 2000, // the one that moves the answer by 41 points before the one that moves it by 3
		Assumptions: []Assumption{{"pool.all.drift", -1, 1, .72, .31}, {"indicator.gdp.mean", .01, .02, .44, .47}},
		Levers:      []Credit{{"F1", .031, (.041 - .021) / 2}}}
	if !reflect.DeepEqual(d, want) {
		t.Errorf("%+v, want %+v", d, want)
	}
	for _, k := range []struct{ tornado, levers, says string }{
		{"", credits, "tornado.csv: the file is empty"},
		{"target\n", credits, `there is no column "set"`},
		{tornado, "target,lever\n", `there is no column "credit"`},
		{strings.Replace(tornado, "0.44", "x", 1), credits, `line 2, answer_low: "x" is no number`},
		{strings.Replace(tornado, "gdp,,met,pool", "pct,,met,pool", 1), credits, "tornado.csv:3: another target"},
		{strings.ReplaceAll(tornado, ",met,", ",2 or more met,"), credits, "a report shows one target"},
		{tornado, strings.ReplaceAll(credits, "gdp,", "pct,"), "levers.csv:2: another target"},
		{tornado + "\"", credits, "tornado.csv: "},
	} {
		if _, err := ReadDrivers([]byte(k.tornado), []byte(k.levers)); err == nil || !strings.Contains(err.Error(), k.says) {
			t.Errorf("%v, want %q", err, k.says)
		}
	}
}

// They are rounded as the likelihood is (B: to 5 points), and of a judged target only their order is shown.
func TestDriversAreShown(t *testing.T) {
	in := sample()
	d, err := ReadDrivers([]byte(tornado), []byte(credits))
	if err != nil {
		t.Fatal(err)
	}
	in.Drivers = []Drivers{d}
	text := page(t, in, words.En)
	for _, want := range []string{"What the answer rests on most", "<th scope=\"row\">pool.all.drift</th><td>−1</td><td>1</td><td>70 %</td><td>30 %</td>",
		"GDP: mean<small>indicator.gdp.mean</small></th><td>0.01</td><td>0.02</td><td>45 %</td><td>45 %</td>", "F1 A bridge +3.1 (±1.0)"} {
		if !strings.Contains(text, want) {
			t.Errorf("the report does not say %q", want)
		}
	}
	judged := d
	judged.Target = "roads"
	in.Drivers = []Drivers{judged}
	text = page(t, in, words.Zh)
	if !strings.Contains(text, "pool.all.drift</th><td>−1</td><td>1</td></tr>") || strings.Contains(text, "A bridge +") || strings.Contains(text, "一座桥 +") {
		t.Error("numbers beside a judged target")
	}
	for _, wrong := range []Drivers{{Target: "none"}, {Levers: []Credit{{Lever: "F9"}}}} {
		in.Drivers = []Drivers{wrong}
		if _, err := Document(in, words.En); err == nil {
			t.Errorf("drivers of another plan were taken: %+v", wrong)
		}
	}
}

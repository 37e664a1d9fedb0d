package scenarios

import (
	"errors"
	"fmt"
	"os"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf8"

	"targetcast/model/plan"
)

// laws are the parameter names of the laws that the small plan uses.
var laws = map[string][]string{
	"ar1":               {"start", "mean", "persistence", "sd"},
	"white_noise":       {"mean", "sd"},
	"negative_binomial": {"mean", "dispersion"},
	"log_random_walk":   {"start", "drift", "sd"},
}

func small(t testing.TB) *plan.Plan {
	t.Helper()
	p, err := plan.Load(os.DirFS("../model/plan/testdata/small"), plan.Options{Laws: laws})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

const late = `id = "late"
extends = ""
title = { en = "Late projects", zh = "项目延误" }
why = "projects slip"

[change]
"lever.*.delay" = { p10 = 1, p50 = 2, p90 = 4 }
"lever.F6.delay" = { add = 1, why = { en = "the bridge", zh = "跨海大桥" }, source = "yearbook" }
"lever.F6.delay " = 1
"lever.A1.on" = false
"indicator.growth_*.sd" = { scale = 2 }
"indicator.growth_south.mean" = { to = { p10 = 0.02, p50 = 0.04, p90 = 0.06 }, why = "slower" }
"target.gdp_pair.threshold" = { add = 1000 }

[condition.nation]
2022 = { mean = 5.5, sd = 1, why = { en = "a poll", zh = "一次调查" } }
2023 = { mean = 5.0 }

[shock.virus]
on = ["growth_*"]
year = 2022
probability = 0.2
size = { min = -0.1, mode = -0.05, max = 0 }

[check.delay_hurts]
says = "delay up => P(gdp_pair) down"
`

// good is the scenario without the line that has a blank in its key.
var good = strings.Replace(late, "\"lever.F6.delay \" = 1\n", "", 1)

func folder(texts ...string) fstest.MapFS {
	m := fstest.MapFS{}
	for i, text := range texts {
		m[fmt.Sprintf("%c.toml", 'a'+i)] = &fstest.MapFile{Data: []byte(text)}
	}
	return m
}

func loaded(t testing.TB, texts ...string) []Scenario {
	t.Helper()
	all, err := Load(folder(texts...))
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func minimal(id, extends, change string) string {
	return fmt.Sprintf("id = %q\nextends = %q\ntitle = \"x\"\nwhy = \"x\"\n[change]\n%s\n", id, extends, change)
}

func number(t testing.TB, p *plan.Plan, path string) plan.Number {
	t.Helper()
	n := p.Lookup(path)
	if len(n) != 1 {
		t.Fatalf("%s matches %d numbers", path, len(n))
	}
	return n[0]
}

func TestApply(t *testing.T) {
	p := small(t)
	all := loaded(t, good)
	q, err := Apply(p, all...)
	if err != nil {
		t.Fatal(err)
	}
	// In the order of the file: the delay of every lever is set first, then a year is added to that of F6.
	f6, a1 := number(t, q, "lever.F6.delay").Quantity, number(t, q, "lever.A1.delay").Quantity
	if f6.Add != 1 || f6.Dist.Quantile(0.5) != 2 || a1.Add != 0 || a1.Dist.Quantile(0.5) != 2 {
		t.Errorf("delays: %+v, %+v", f6, a1)
	}
	if f6.Why != (plan.Text{En: "the bridge", Zh: "跨海大桥"}) || f6.Source != "yearbook" || f6.Origin.Scenario != "late" || f6.Origin.File != "a.toml" || f6.Origin.Line != 8 {
		t.Errorf("origin: %+v", f6)
	}
	if number(t, q, "lever.A1.on").On || !number(t, q, "lever.F6.on").On {
		t.Error("A1 is to be off, F6 on")
	}
	// A fitted parameter has no value of its own: only the factor is noted.
	if n := number(t, q, "indicator.growth_north.sd"); n.Quantity.Dist != nil || n.Quantity.Scale != 2 || !n.Written {
		t.Errorf("fitted: %+v", n)
	}
	if n := number(t, q, "indicator.growth_south.sd"); n.Quantity.Dist.Mean() != 0.02 || n.Quantity.Scale != 2 {
		t.Errorf("written: %+v", n)
	}
	if n := number(t, q, "indicator.growth_south.mean"); n.Quantity.Dist.Quantile(0.5) != 0.04 || n.Quantity.Why != (plan.Text{En: "slower", Zh: "slower"}) {
		t.Errorf("to: %+v", n)
	}
	if q.Targets[0].Threshold != 44000 || q.Targets[0].Origin.Scenario != "late" {
		t.Errorf("threshold: %+v", q.Targets[0])
	}
	if len(q.Conditions) != 2 || q.Conditions[0].Year != 2022 || q.Conditions[0].Mean != 5.5 || q.Conditions[0].Why != (plan.Text{En: "a poll", Zh: "一次调查"}) || q.Conditions[1].SD != 0 {
		t.Errorf("conditions: %+v", q.Conditions)
	}
	if len(q.Shocks) != 2 || q.Shocks[1].Year != 2022 || q.Shocks[1].Origin.Scenario != "late" || len(q.Checks) != 2 {
		t.Errorf("shocks: %+v", q.Shocks)
	}
	// The plan itself is as it was.
	if number(t, p, "lever.F6.delay").Quantity.Origin.Scenario != "" || p.Targets[0].Threshold != 43000 || len(p.Conditions) != 0 ||
		len(p.Shocks) != 1 || !number(t, p, "lever.A1.on").On {
		t.Error("the plan has changed")
	}
}

// { add = a } after { scale = s } is s x + a; the other way round it is s (x + a).
func TestOrderOfChanges(t *testing.T) {
	p := small(t)
	for _, c := range []struct {
		first, second string
		scale, add    float64
	}{{"{ scale = 3 }", "{ add = 2 }", 3, 2}, {"{ add = 2 }", "{ scale = 3 }", 3, 6}} {
		all := loaded(t, minimal("a", "", `"indicator.growth_south.mean" = `+c.first), minimal("b", "a", `"indicator.growth_south.mean" = `+c.second))
		chain, err := Resolve(all, "b")
		if err != nil {
			t.Fatal(err)
		}
		q, err := Apply(p, chain...)
		if err != nil {
			t.Fatal(err)
		}
		n := number(t, q, "indicator.growth_south.mean").Quantity
		if n.Scale != c.scale || n.Add != c.add || n.Origin.Scenario != "b" {
			t.Errorf("%s then %s: %+v", c.first, c.second, n)
		}
	}
}

// A value that is set forgets what was added before.
func TestSetForgets(t *testing.T) {
	all := loaded(t, minimal("a", "", "\"lever.F6.ramp\" = { add = 2 }\n\"lever.*.ramp\" = 3"))
	q, err := Apply(small(t), all...)
	if err != nil {
		t.Fatal(err)
	}
	if x, ok := number(t, q, "lever.F6.ramp").Quantity.Value(); !ok || x != 3 {
		t.Errorf("ramp %g", x)
	}
}

func TestResolve(t *testing.T) {
	all := loaded(t, minimal("a", "", ""), minimal("b", "a", ""), minimal("c", "b", ""))
	chain, err := Resolve(all, "c")
	if err != nil || fmt.Sprint(ids(chain)) != "[a b c]" {
		t.Errorf("chain %v, %v", ids(chain), err)
	}
	if chain, err = Resolve(all, ""); err != nil || len(chain) != 0 {
		t.Errorf("the plan itself: %v %v", chain, err)
	}
	want := `scenario: no scenario "d"; did you mean "a"?`
	if _, err := Resolve(all, "d"); err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("got %v, want %s", err, want)
	}
}

// What a scenario extends is checked with all else, but not when the one that is missing may be in a file that cannot be
// read.
func TestLoadReportsAllThatExtendsWrongly(t *testing.T) {
	broken := []string{minimal("lost", "aa", ""), minimal("a", "", ""), minimal("x", "z", ""), strings.Replace(minimal("z", "x", ""), "why =", "wy =", 1)}
	_, err := Load(folder(broken...))
	want := []string{`a.toml:2:1: extends: no scenario "aa"; did you mean "a"?`, "c.toml:2:1: extends: extends itself: z -> x -> z",
		"d.toml:1:1: why: is missing",
		"d.toml:2:1: extends: extends itself: x -> z -> x", `d.toml:4:1: wy: unknown key; did you mean "why"?`}
	lines := strings.Split(fmt.Sprint(err), "\n")
	if len(lines) != len(want) {
		t.Fatalf("got %v", err)
	}
	for i, w := range want {
		if !strings.HasPrefix(lines[i], w) {
			t.Errorf("got %s, want %s", lines[i], w)
		}
	}
	_, err = Load(folder(append(broken, "= 1")...))
	if err == nil || strings.Contains(err.Error(), "extends:") {
		t.Errorf("with a file that cannot be read: %v", err)
	}
}

func TestParseSet(t *testing.T) {
	p := small(t)
	for text, want := range map[string]string{
		"lever.F6.on=false":                            "lever.F6.on = false",
		"lever.F6.ramp = 2":                            "lever.F6.ramp = 2",
		"indicator.growth_north.sd={ scale = 1.5 }":    "indicator.growth_north.sd * 1.5",
		"lever.*.delay={add=-0}":                       "lever.*.delay + 0",
		`indicator.filings.mean="2 * talent"`:          `indicator.filings.mean = "2 * talent"`,
		"target.gdp_pair.threshold={ to = 42000 }":     "target.gdp_pair.threshold = 42000",
		"factor.nation.mean={ p10=1, p50=2, p90=3.5 }": "factor.nation.mean = metalog(p10 1, p50 2, p90 3.5)",
	} {
		c, err := ParseSet(text)
		if err != nil || c.String() != want {
			t.Errorf("%s: got %q, %v", text, c, err)
			continue
		}
		q, err := Apply(p, Scenario{ID: "--set", Changes: []Change{c}})
		if err != nil {
			t.Errorf("%s: %v", text, err)
		} else if n := q.Lookup(c.Key); !n[0].Switch && c.Op == To && n[0].Quantity.Origin.File != "--set" && !strings.HasPrefix(c.Key, "target") {
			t.Errorf("%s: origin %+v", text, n[0].Quantity.Origin)
		}
	}
	for text, want := range map[string]string{
		"lever.F6.on":                "--set:1:1: lever.F6.on: is no change; write key=value, as lever.F6.on=false",
		"=3":                         "is no change",
		"lever.F6.ramp=nan":          "--set:1:1: lever.F6.ramp: is NaN; write a finite number",
		"lever.F6.ramp={ adds = 3 }": "--set:1:1: lever.F6.ramp: is no number",
		"lever.F6.ramp=yes":          "--set:1:15: lever.F6.ramp: ",
		"lever.F6.ramp=3\nx=4":       "x: unknown key",
		"lever.F6.ramp=":             "lever.F6.ramp: ",
	} {
		_, err := ParseSet(text)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v, want %s", text, err, want)
		}
	}
}

// Each is one edit of the good scenario, the first place of the edited file at which the problem stands, and its text.
var brokenScenarios = map[string]struct{ old, new, at, want string }{
	"no such key":       {`"lever.F6.delay" = { add`, `"lever.F6.dely" = { add`, `"lever.F6.dely`, `lever.F6.dely: the plan has no such key; did you mean "lever.F6.delay"?`},
	"glob on nothing":   {`"indicator.growth_*.sd"`, `"indicator.grwth_*.sd"`, `"indicator.grwth`, `indicator.grwth_*.sd: the plan has no such key; did you mean |`},
	"blank in a key":    {`"lever.F6.delay" = { add`, `"lever.F6.delay " = { add`, `"lever.F6.delay "`, `lever.F6.delay : the plan has no such key; did you mean "lever.F6.delay"?`},
	"factor's key":      {`"indicator.growth_*.sd"`, `"indicator.nation.sd"`, `"indicator.nation`, `indicator.nation.sd: the plan has no such key; did you mean |`},
	"switch by number":  {`"lever.A1.on" = false`, `"lever.A1.on" = 0`, `"lever.A1.on"`, `lever.A1.on: is a switch; write true or false`},
	"number by switch":  {`"lever.A1.on" = false`, `"lever.A1.ramp" = false`, `"lever.A1.ramp"`, `lever.A1.ramp: is a number; write a number, { add = } or { scale = }`},
	"sd below 0":        {`{ scale = 2 }`, `{ to = -1 }`, `"indicator.growth_*`, `indicator.growth_*.sd: indicator.growth_north.sd: would be -1; a standard deviation is 0 or more`},
	"uncertain target":  {`{ add = 1000 }`, `{ min = 1, mode = 2, max = 3 }`, `"target.`, `target.gdp_pair.threshold: a threshold is certain; write one number`},
	"two at once":       {`{ add = 1000 }`, `{ add = 1000, scale = 2 }`, `scale = 2 }` + "\n\n", `change."target.gdp_pair.threshold".scale: two changes at once, add and scale; write them as two scenarios, one extending the other`},
	"word in an entry":  {`why = "slower" }`, `wy = "slower" }`, `wy = `, `change."indicator.growth_south.mean".wy: unknown key; did you mean "why"?`},
	"reason in one":     {`zh = "跨海大桥" }`, `}`, `why = { en = "the bridge"`, `change."lever.F6.delay".why: has no zh; write both languages, or one string for both`},
	"reason by number":  {`why = "slower" }`, `why = 1 }`, `why = 1`, `change."indicator.growth_south.mean".why: is the number 1; write { en = "...", zh = "..." } or one string for both`},
	"key not quoted":    {`"lever.A1.on" = false`, `lever.A1.on = false`, `lever.A1.on`, `change.lever: write the whole key in quotes, as "lever.NAME.sd" = 0.02`},
	"not finite":        {`{ scale = 2 }`, `{ scale = inf }`, `scale = inf`, `change."indicator.growth_*.sd".scale: is +Inf; write a finite number`},
	"no such source":    {`source = "yearbook"`, `source = "yaerbook"`, `"lever.F6.delay"`, `lever.F6.delay: no source "yaerbook" in the table of sources; did you mean "yearbook"?`},
	"no such factor":    {`[condition.nation]`, `[condition.naton]`, `2022`, `condition.naton.2022: no factor "naton"; did you mean "nation"?|`},
	"indicator's state": {`[condition.nation]`, `[condition.growth_north]`, `2022`, `condition.growth_north.2022: growth_north is an indicator; a condition is about a factor|`},
	"year too late":     {`2022 = {`, `2026 = {`, `2026`, `condition.nation.2026: 2026 lies outside the simulated years 2021 to 2025`},
	"year too early":    {`2022 = {`, `2020 = {`, `2020`, `condition.nation.2020: 2020 lies outside the simulated years 2021 to 2025`},
	"no year":           {`2022 = {`, `next = {`, `next`, `condition.nation.next: "next" is no year; write one as 2022 = { mean = , sd = }`},
	"sd of a condition": {`sd = 1,`, `sd = -1,`, `sd = -1`, `condition.nation.2022.sd: is -1; write 0 (certain) or more`},
	"no mean":           {`{ mean = 5.0 }`, `{ sd = 0 }`, `2023`, `condition.nation.2023.mean: is missing; write the factor's value, in its own unit`},
	"shock on nothing":  {`on = ["growth_*"]`, `on = ["grwth_*"]`, `virus`, `shock.virus.on: no indicator matches grwth_*|`},
	"shock's year":      {`year = 2022`, `year = 2030`, `virus`, `shock.virus.year: 2030 lies outside the simulated years 2021 to 2025`},
	"no reason":         {`why = "projects slip"`, ``, ``, `a.toml:1:1: why: is missing; write the reason for this scenario`},
	"no id":             {`id = "late"`, `id = "late-projects"`, `id`, `id: "late-projects" is no id; begin with a small letter and use small letters, digits and _`},
	"order below 1":     {`id = "late"`, "id = \"late\"\norder = 0", `order`, `order: is 0; write a whole number from 1 to 1000000`},
	"order in words":    {`id = "late"`, "id = \"late\"\norder = \"first\"", `order`, `order: is the string "first"; write a whole number`},
	"unknown table":     {`[check.delay_hurts]`, `[checks.delay_hurts]`, `checks`, `checks: unknown key; did you mean "check"?`},
	"syntax":            {`year = 2022`, `year =`, "\nprobability", `TOML: expected value|`},
}

func TestBrokenScenarios(t *testing.T) {
	p := small(t)
	for name, b := range brokenScenarios {
		t.Run(name, func(t *testing.T) {
			if !strings.Contains(good, b.old) {
				t.Fatalf("the scenario does not say %q", b.old)
			}
			text := strings.Replace(good, b.old, b.new, 1)
			all, err := Load(folder(text))
			if err == nil {
				var q *plan.Plan
				if q, err = Apply(p, all...); q != nil {
					t.Fatal("a plan was returned")
				}
			}
			var problems plan.Problems
			if !errors.As(err, &problems) {
				t.Fatalf("error is %T: %v", err, err)
			}
			place := ""
			if b.at != "" {
				place = "a.toml:" + positionOf(t, text, b.at) + ": "
			}
			begins, holds, loose := strings.Cut(b.want, "|")
			got := problems[0].Error()
			if loose && strings.HasPrefix(got, place+begins) && strings.Contains(got, holds) {
				return
			}
			if loose || len(problems) != 1 || got != place+b.want {
				t.Errorf("got\n%v\nwant\n%s", problems, place+b.want)
			}
		})
	}
}

// positionOf is "line:column" of the first place where a text says what.
func positionOf(t *testing.T, text, what string) string {
	i := strings.Index(text, what)
	if i < 0 {
		t.Fatalf("the file does not say %q", what)
	}
	before := text[:i]
	return fmt.Sprintf("%d:%d", strings.Count(before, "\n")+1, utf8.RuneCountInString(before[strings.LastIndex(before, "\n")+1:])+1)
}

func TestSameIDTwice(t *testing.T) {
	_, err := Load(folder(minimal("a", "", ""), minimal("a", "", "")))
	if err == nil || err.Error() != `b.toml:1:1: id: "a" is the id of a.toml; give one of them another` {
		t.Error(err)
	}
}

// A later scenario of a chain replaces conditions, shocks and checks of the same name.
func TestLaterReplaces(t *testing.T) {
	second := strings.Replace(strings.Replace(good, `id = "late"`, `id = "later"`, 1), `mean = 5.5`, `mean = 4.5`, 1)
	all := loaded(t, good, second)
	q, err := Apply(small(t), all...)
	if err != nil {
		t.Fatal(err)
	}
	if len(q.Conditions) != 2 || q.Conditions[0].Mean != 4.5 || q.Conditions[0].Origin.Scenario != "later" || len(q.Shocks) != 2 || len(q.Checks) != 2 {
		t.Errorf("%+v", q.Conditions)
	}
}

func TestShipped(t *testing.T) {
	all, err := Load(Shipped())
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range all {
		if _, err := Resolve(all, s.ID); err != nil {
			t.Error(err)
		}
	}
	want := "[trend plan_as_announced full_delivery late_projects growth_high growth_low digital_surge talent_race " +
		"external_downturn falling_prices health_shock no_revisions]"
	if got := fmt.Sprint(ids(all)); got != want {
		t.Errorf("order %s, want %s", got, want)
	}
}

// Ordered scenarios come first; the same order, and none, go by id, whatever the files are called.
func TestOrderOfScenarios(t *testing.T) {
	ordered := func(id string, order int) string { return fmt.Sprintf("order = %d\n", order) + minimal(id, "", "") }
	all := loaded(t, minimal("b", "", ""), ordered("z", 3), minimal("a", "", ""), ordered("y", 20), ordered("x", 3))
	if got := fmt.Sprint(ids(all)); got != "[x z y a b]" {
		t.Error(got)
	}
}

// Applying nothing gives an equal plan that is another one.
func TestApplyNothing(t *testing.T) {
	p := small(t)
	q, err := Apply(p)
	if err != nil || q == p || !reflect.DeepEqual(p.Indicators, q.Indicators) {
		t.Errorf("%v", err)
	}
}

func FuzzApply(f *testing.F) {
	p := small(f)
	f.Add([]byte(good))
	for _, b := range brokenScenarios {
		f.Add([]byte(strings.Replace(good, b.old, b.new, 1)))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		all, err := Load(fstest.MapFS{"a.toml": {Data: text}})
		if err != nil {
			return
		}
		if q, err := Apply(p, all...); (q == nil) == (err == nil) {
			t.Fatal("neither a plan nor an error, or both")
		}
	})
}

func FuzzParseSet(f *testing.F) {
	p := small(f)
	f.Add("lever.F6.on=false")
	f.Add("*.*.*={ scale = 1e308 }")
	f.Fuzz(func(t *testing.T, text string) {
		if c, err := ParseSet(text); err == nil {
			Apply(p, Scenario{Changes: []Change{c, c}})
		}
	})
}

package plan

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf8"
)

// broken is one edit of the small plan and the one problem it must give. The position is that of the first place where
// the edited file says at, so that it is found by other means than the loader's.
type broken struct {
	file, old, new string
	at             string
	want           string // "key: what"
}

const (
	mainFile   = "plan.toml"
	judged     = "elicitation.toml"
	observed   = "observations.csv"
	sourceFile = "sources.toml"
)

var brokenPlans = map[string]broken{
	"unknown key":         {mainFile, `quote = "`, `qoute = "`, "qoute", `target.gdp_pair.qoute: unknown key; did you mean "quote"?`},
	"case of a key":       {mainFile, `horizon = 2025`, "horizon = 2025\nSince = 2021", "Since", `Since: unknown key; did you mean "since"?`},
	"more met than set":   {mainFile, `met = 3`, `met = 5`, "met = 5", `precedent.before.met: 5 of 4 targets cannot have been met`},
	"precedent's source":  {mainFile, "known = 2020\nsource = \"yearbook\"", "known = 2020\nsource = \"yearbok\"", "source = \"yearbok\"", `precedent.before.source: no source "yearbok" in the table of sources; did you mean "yearbook"?`},
	"unknown table":       {mainFile, `[break.census]`, `[breaks.census]`, "breaks", `breaks: unknown key; did you mean "break"?`},
	"wrong type":          {mainFile, `horizon = 2025`, `horizon = "2025"`, "horizon", `horizon: is the string "2025"; write a whole number`},
	"fraction":            {mainFile, `number = 1`, `number = 1.5`, "number = 1.5", `target.gdp_pair.number: is the number 1.5; write a whole number`},
	"negative count":      {mainFile, `number = 1`, `number = -1`, "number = -1", `target.gdp_pair.number: is -1; write a whole number from 1 to 1000000`},
	"date in quotes":      {mainFile, `as_of = 2021-08-02`, `as_of = "2021-08-02"`, "as_of", `as_of: is the string "2021-08-02"; write a date without quotes, as 2021-08-02`},
	"one language":        {mainFile, `title = { en = "Benchmark", zh = "标杆" }`, `title = { en = "Benchmark" }`, `title = { en = "Benchmark"`, `group.benchmark.title: has no zh; write both languages, or one string for both`},
	"reason in one":       {mainFile, `why = { en = "counts of other cities", zh = "其他城市的计数" }`, `why = { zh = "其他城市的计数" }`, "why = { zh", `indicator.filings.parameters.dispersion.why: has no en; write both languages, or one string for both`},
	"reason's language":   {mainFile, `why = { en = "The last one.", zh =`, `why = { en = "The last one.", cn =`, "cn = ", `precedent.before.why.cn: unknown key; |`},
	"reason by number":    {mainFile, `why = "as elsewhere"`, `why = 3`, "why = 3", `lever.F6.effect.growth_north.why: is the number 3; write { en = "...", zh = "..." } or one string for both`},
	"reason as a list":    {mainFile, `why = "both follow the market for skills"`, `why = ["a", "b"]`, `why = ["a"`, `correlation.pair.why: is a list; write { en = "...", zh = "..." } or one string for both`},
	"nan":                 {mainFile, `ramp = 4`, `ramp = nan`, "ramp", `lever.F6.ramp: is NaN; write a finite number`},
	"inf inside":          {mainFile, `p90 = 0.03 }`, `p90 = inf }`, "p90 = inf", `lever.F6.effect.growth_north.size.p90: is +Inf; write a finite number`},
	"missing argument":    {mainFile, `delay = { p10 = 0, p50 = 1, p90 = 3 }`, `delay = { p10 = 0, p50 = 1 }`, "delay", `lever.F6.delay: has no p90; a metalog needs p10, p50, p90`},
	"key of a quantity":   {mainFile, `mode = 0.5, max`, `mod = 0.5, max`, "mod = 0.5", `indicator.growth_south.parameters.persistence.mod: unknown key; |did you mean "mode"?`},
	"no such law of luck": {mainFile, `dist = "gamma"`, `dist = "gama"`, "dist", `indicator.growth_south.parameters.sd.dist: no distribution "gama"; did you mean "gamma"?`},
	"quantiles fall":      {mainFile, `delay = { p10 = 0, p50 = 1, p90 = 3 }`, `delay = { p10 = 2, p50 = 1, p90 = 3 }`, "delay", `lever.F6.delay: metalog: p10 2, p50 1, p90 3 do not rise; write p10 < p50 < p90, or the plain number where nothing is uncertain`},
	"negative sd of luck": {mainFile, `{ dist = "gamma", shape = 4, scale = 0.005 }`, `{ dist = "normal", mean = 0.1, sd = -0.01 }`, "sd = {", `indicator.growth_south.parameters.sd: normal: sd is -0.01; write a number above 0`},
	"negative sd":         {mainFile, `{ dist = "gamma", shape = 4, scale = 0.005 }`, `-0.02`, "sd = -", `indicator.growth_south.parameters.sd: is -0.02; a standard deviation is 0 or more`},
	"not a number":        {mainFile, `gap = 2`, `gap = { mean = 2 }`, "gap", `league.shipping.parameters.gap: is no number; write one number, { p10 = , p50 = , p90 = }, { min = , mode = , max = }, { dist = "normal", mean = , sd = } or { value = }`},
	"formula elsewhere":   {mainFile, `ramp = 4`, `ramp = "4 * growth_north"`, "ramp", `lever.F6.ramp: is a formula; only the parameters of a law may be one: write a number`},
	"id taken":            {mainFile, `[factor.trade]`, "[factor.index_rank]\nlaw = \"ar1\"\n[factor.trade]", "index_rank]\nunit", `indicator.index_rank: the id is taken by [factor.index_rank]; give one of them another`},
	"id with capitals":    {mainFile, `[indicator.talent]`, "[indicator.Talent]\nlaw = \"white_noise\"\n[indicator.talent]", "Talent", `indicator.Talent: "Talent" is no id; begin with a small letter and use small letters, digits and _`},
	"no way to move":      {mainFile, "[indicator.talent]\nunit = \"persons\"\nlaw = \"log_random_walk\"", "[indicator.talent]\nunit = \"persons\"", "talent]\nunit", `|`},
	"two ways to move":    {mainFile, `formula = "gdp_north + gdp_south"`, "formula = \"gdp_north + gdp_south\"\nlaw = \"ar1\"", "formula = \"gdp_north", `indicator.gdp_pair.formula: two ways to move, law and formula; keep one`},
	"idle key":            {mainFile, `formula = "gdp_north + gdp_south"`, "formula = \"gdp_north + gdp_south\"\nloads = { nation = 0.5 }", "loads = { nation = 0.5", `indicator.gdp_pair.loads: has no effect beside formula; it belongs to law`},
	"unknown law":         {mainFile, `law = "white_noise"`, `law = "white_nose"`, `law = "white_nose"`, `factor.trade.law: no law "white_nose"; did you mean "white_noise"?`},
	"parameter of no law": {mainFile, `dispersion = {`, `dispersal = {`, "dispersal", `indicator.filings.parameters.dispersal: negative_binomial has no parameter "dispersal"; did you mean "dispersion"?`},
	"league parameter":    {mainFile, `gap = 2`, `gaps = 2`, "gaps", `league.shipping.parameters.gaps: a league has no parameter "gaps"; did you mean "gap"?`},
	"target's indicator":  {mainFile, `indicator = "index_rank"`, `indicator = "index_rnak"`, `indicator = "index_rnak"`, `target.index_rank.indicator: no indicator "index_rnak"; did you mean "index_rank"?`},
	"effect's indicator":  {mainFile, `[lever.F6.effect.growth_north]`, `[lever.F6.effect.growth_nrth]`, "growth_nrth", `lever.F6.effect.growth_nrth: no such indicator; did you mean "growth_north"?`},
	"effect on derived":   {mainFile, `[lever.F6.effect.growth_north]`, `[lever.F6.effect.gdp_pair]`, "gdp_pair]\nas", `lever.F6.effect.gdp_pair: gdp_pair is derived; a lever acts on simulated indicators: name one of those it is computed from`},
	"part of nothing":     {mainFile, `part_of = "A1"`, `part_of = "A2"`, "part_of", `lever.F6.part_of: no action "A2"; did you mean "A1"?`},
	"load on nothing":     {mainFile, `nation = 0.7, trade`, `naton = 0.7, trade`, "naton", `indicator.growth_north.loads.naton: no such factor; did you mean "nation"?`},
	"load on indicator":   {mainFile, `loads = { nation = 0.6 }`, `loads = { talent = 0.6 }`, "talent = 0.6", `indicator.growth_south.loads.talent: is an indicator; a law loads on factors: write [factor.talent] if it is one`},
	"loads too large":     {mainFile, `trade = 0.2 }`, `trade = 0.8 }`, "loads", `indicator.growth_north.loads: the squares of the loads sum to 1.13; a shock of variance 1 allows at most 1: make them smaller`},
	"formula syntax":      {mainFile, `"gdp_north + gdp_south"`, `"gdp_north + * gdp_south"`, `* gdp_south"`, `|indicator.gdp_pair.formula: `},
	"formula name":        {mainFile, `"gdp_north + gdp_south"`, `"gdp_north + gdp_soth"`, `gdp_soth`, `indicator.gdp_pair.formula: no indicator "gdp_soth"; did you mean "gdp_south"?`},
	"formula parameter":   {mainFile, `5000 * growth_north"`, `5000 * growth_nort"`, `growth_nort"`, `indicator.filings.parameters.mean: no indicator "growth_nort"; did you mean "growth_north"?`},
	"cycle":               {mainFile, `mean = "100 + 5000 * growth_north"`, `mean = "gdp_pair + filings"`, "filings]\nunit", `indicator.filings: needs itself in the same year: filings -> filings; use prev(...) for last year's value`},
	"series syntax":       {mainFile, `ln(1 + growth.north/100)`, `prev(growth.north)`, `growth.north)`, `indicator.growth_north.series: prev has no meaning over observed series; write it in the formula of an indicator`},
	"unknown series":      {mainFile, `ln(1 + growth.north/100)`, `ln(1 + growth.nort/100)`, `growth.nort/`, `indicator.growth_north.series: no series "growth.nort" in the observation tables; did you mean "growth.north"?`},
	"series of a pool":    {mainFile, `"growth.south"]`, `"growth.sout"]`, "growth.sout", `pool.cities.series[1]: no series "growth.sout" in the observation tables; did you mean "growth.south"?`},
	"kind of nothing":     {mainFile, `[pool.cities]`, "[series.gpd]\ntitle = \"GDP\"\n\n[pool.cities]", `gpd]`, `series.gpd: no series is of the kind "gpd"; did you mean "gdp"?`},
	"break of nothing":    {mainFile, `series = "gdp.*"`, `series = "gpd.*"`, `series = "gpd`, `break.census.series: no series matches "gpd.*"; |`},
	"unit conflict":       {mainFile, "unit = \"100M CNY\"\nseries = \"gdp.south\"", "unit = \"CNY\"\nseries = \"gdp.south\"", "unit = \"CNY\"", `indicator.gdp_south.unit: "CNY", but the series gdp.south is in "100M CNY"; write the same unit, or convert in series`},
	"vintage":             {mainFile, `["verified", "first"]`, `["verfied", "first"]`, "vintages", `indicator.gdp_north.vintages: no row of gdp.north has the vintage "verfied"; did you mean "verified"?`},
	"no comparator":       {mainFile, "at_most = 8\n", "", "index_rank]\nnumber", `target.index_rank: no comparator; write one of at_least, above, at_most, below with the threshold`},
	"two comparators":     {mainFile, "at_most = 8\n", "at_most = 8\nbelow = 9\n", "below", `target.index_rank.below: two comparators, at_most and below; keep one`},
	"by too late":         {mainFile, "at_most = 8\n", "at_most = 8\nby = 2026\n", "by = 2026", `target.index_rank.by: 2026 lies outside the simulated years 2021 to 2025`},
	"hold":                {mainFile, `"sustained 2"`, `"always"`, "hold", `target.index_rank.hold: no "always" here; write "at", "ever" or "sustained 2" (years up to and including by)`},
	"horizon too early":   {mainFile, `horizon = 2025`, `horizon = 2020`, "horizon", `|`},
	"group":               {mainFile, `group = "benchmark"`, `group = "benchmarks"`, "group = ", `target.gdp_pair.group: no group "benchmarks"; did you mean "benchmark"?`},
	"reading of the same": {mainFile, "above = 44000\n", "", "real]", `target.gdp_pair.reading.real: reads the target as it is; give it another indicator, comparator or threshold, or leave it out`},
	"pool":                {mainFile, `pool = "cities"`, `pool = "city"`, "pool = ", `indicator.growth_north.pool: no pool "city"; there is cities`},
	"league":              {mainFile, `league = "shipping"`, `league = "shiping"`, "league = ", `indicator.index_rank.league: no league "shiping"; did you mean "shipping"?`},
	"subject":             {mainFile, `subject = "North"`, `subject = "Nort"`, "subject", `league.shipping.subject: "Nort" stands nowhere in ranks.csv; did you mean "North"?`},
	"shock on nothing":    {mainFile, `on = "growth_*"`, `on = "growht_*"`, `on = "growht`, `shock.external.on: no indicator matches growht_*|`},
	"shock on derived":    {mainFile, `on = "growth_*"`, `on = "gdp_pair"`, `on = "gdp_pair"`, `shock.external.on: gdp_pair matches gdp_pair, derived; a shock acts on simulated indicators`},
	"probability":         {mainFile, `probability = 0.1`, `probability = 1.1`, "probability", `shock.external.probability: is 1.1; write a number from 0 to 1`},
	"asymmetric matrix":   {mainFile, `[0.3, 1]]`, `[0.2, 1]]`, "[0.2", `correlation.pair.matrix[1]: row 2, column 1 is 0.2 but row 1, column 2 is 0.3; a correlation has no direction`},
	"matrix diagonal":     {mainFile, `[0.3, 1]]`, `[0.3, 2]]`, "[0.3, 2", `correlation.pair.matrix[1]: the diagonal is 2; everything correlates with itself by 1`},
	"matrix rows":         {mainFile, `of = ["filings", "talent"]`, `of = ["filings"]`, "matrix", `correlation.pair.matrix: has 2 rows for the 1 names in of`},
	"matrix name":         {mainFile, `of = ["filings", "talent"]`, `of = ["filings", "tallent"]`, "of = [", `correlation.pair.of: no indicator "tallent"; did you mean "talent"?`},
	"matrix and loads":    {mainFile, `of = ["filings", "talent"]`, `of = ["filings", "growth_south"]`, "of = [", `correlation.pair.of: growth_south has loads; its shock is correlated by loads or by a matrix, not by both`},
	"source of a number":  {mainFile, `source = "yearbook"`, `source = "year_book"`, "mean = { p10", `indicator.growth_south.parameters.mean: no source "year_book" in the table of sources; did you mean "yearbook"?`},
	"source of a row":     {sourceFile, `[recalled]`, `[remembered]`, "", `|: no source "recalled" in the table of sources; there is remembered, yearbook`},
	"missing table":       {mainFile, `data = ["observations.csv"]`, `data = ["observations.csv", "more.csv"]`, "data", `data: there is no file "more.csv"; |`},
	"path outside":        {mainFile, `file = "ranks.csv"`, `file = "../ranks.csv"`, "file", `league.shipping.file: "../ranks.csv" is no path inside the plan's folder; write a file name`},
	"syntax":              {mainFile, `horizon = 2025`, `horizon = 2025 2026`, " 2026\ndata", `|TOML: `},
	"judged of nothing":   {judged, `[elicit.talent]`, "[elicit.tallent.sceptic]\nsd = 1\n[elicit.tallent.central]\nsd = 1\n[elicit.talent]", "tallent", `elicit.tallent: no such indicator; did you mean "talent"?`},
	"prior is missing":    {judged, `[elicit.talent.central]`, `[elicit.talent.centre]`, "", `|elicit.talent: has no central; each prior needs its numbers: write [elicit.talent.central]`},
	"prior lacks one":     {judged, "drift = { p10 = 0.01, p50 = 0.02, p90 = 0.03 }\n", "", "central]\nstart", `elicit.talent.central: has no drift, which another prior has; write the same parameters under each prior`},
	"judged parameter":    {judged, "sd = 0.02\n\n[elicit.talent.central]", "sd = 0.02\nmean = 1\n\n[elicit.talent.central]", "mean", `|elicit.talent.sceptic.mean: log_random_walk has no parameter "mean"`},
	"widen":               {judged, `widen = 1.523`, `widen = 0.5`, "widen", `widen: is 0.5; write 1 (as stated) or more: judged ranges are too narrow, not too wide`},
	"hard bounds":         {judged, `lower = 0` + "\nbounds", `lower = 85` + "\nbounds", "", `|elicit.talent.sceptic.start: leaves the hard bounds 85 to +Inf of talent`},
	"cell of a table":     {observed, "gdp.north,2018,14307", "gdp.north,2018,14 307", "14 307", `|value: "14 307" is no number`},
}

func TestBrokenPlans(t *testing.T) {
	if len(brokenPlans) < 25 {
		t.Fatal("too few")
	}
	for name, b := range brokenPlans {
		t.Run(name, func(t *testing.T) {
			m := files(t)
			before := string(m[b.file].Data)
			if !strings.Contains(before, b.old) {
				t.Fatalf("the small plan does not say %q", b.old)
			}
			after := strings.Replace(before, b.old, b.new, 1)
			m[b.file] = &fstest.MapFile{Data: []byte(after)}
			p, err := Load(m, Options{Laws: laws})
			if p != nil {
				t.Fatal("a plan was returned")
			}
			var problems Problems
			if !errors.As(err, &problems) {
				t.Fatalf("error is %T: %v", err, err)
			}
			checkProblem(t, b, after, problems)
		})
	}
}

// checkProblem compares the problems with what is wanted: exactly one, equal in all its text; with a | in want, some
// problem that begins with what stands before it and holds what stands behind it.
func checkProblem(t *testing.T, b broken, text string, problems Problems) {
	t.Helper()
	place := b.file + ":"
	if b.at != "" {
		place = fmt.Sprintf("%s:%s: ", b.file, positionOf(t, text, b.at))
	}
	begins, holds, loose := strings.Cut(b.want, "|")
	if !loose {
		if len(problems) != 1 || problems[0].Error() != place+b.want {
			t.Errorf("got\n%v\nwant\n%s", problems, place+b.want)
		}
		return
	}
	for _, p := range problems {
		if (b.at == "" || strings.HasPrefix(p.Error(), place+begins)) && strings.Contains(p.Error(), holds) {
			return
		}
	}
	t.Errorf("got\n%v\nwant\n%s", problems, place+b.want)
}

// positionOf is "line:column" of the first place where a text says what.
func positionOf(t *testing.T, text, what string) string {
	i := strings.Index(text, what)
	if i < 0 {
		t.Fatalf("the file does not say %q", what)
	}
	before := text[:i]
	line := strings.Count(before, "\n")
	return fmt.Sprintf("%d:%d", line+1, utf8.RuneCountInString(before[strings.LastIndex(before, "\n")+1:])+1)
}

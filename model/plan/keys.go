package plan

import (
	"maps"
	"slices"

	"targetcast/model/plan/document"
)

// The keys of the files of a plan. Readers take nothing that is not listed here; the JSON Schemas and the manual are
// written from it.

const (
	anyName    = `^.+$`
	snakeNames = `^[a-z][a-z0-9_]*$`
	handles    = `^[A-Za-z][A-Za-z0-9_]*$`
)

type keys = []document.Key

func in(k ...document.Key) document.Type { return document.In(&document.Shape{Keys: k}) }

var (
	aYear = document.Whole(firstYear, lastYear)
	years = document.Wholes(firstYear, lastYear)
	// QuantityType is a number of a plan, certain or not.
	QuantityType = document.Either(append([]document.Type{document.Number(), document.String()}, forms()...)...).Named("quantity")
	parameterSet = document.Tables("PARAMETER", snakeNames, QuantityType)
)

// notes may stand in every quantity that is a table.
var notes = keys{
	{Name: "judged", Type: aYear, Doc: "year of the judgement; as of an earlier date it is not used"},
	{Name: "why", Type: document.Text(), Doc: "the reason for the number"},
	{Name: "source", Type: document.String(), Doc: "key of the table of sources"},
	{Name: "unit", Type: document.String(), Doc: "unit, when it is not plain from the key"},
}

// forms are the tables by which an uncertain number is written, one for each way.
func forms() []document.Type {
	var out []document.Type
	for _, f := range slices.Concat(unnamed, named) {
		s := &document.Shape{}
		for _, k := range f.needs {
			s.Keys = append(s.Keys, document.Key{Name: k, Type: document.Number(), Required: true})
		}
		for _, k := range f.may {
			s.Keys = append(s.Keys, document.Key{Name: k, Type: document.Number()})
		}
		if f.values {
			s.Keys = append(s.Keys, document.Key{Name: "values", Type: document.Numbers(), Required: true})
		}
		if f.isNamed {
			s.Keys = append(keys{{Name: "dist", Type: document.Words(f.name), Required: true}}, s.Keys...)
		}
		s.Keys = append(s.Keys, notes...)
		out = append(out, document.In(s))
	}
	return out
}

// ShockKeys and CheckKeys are those of [shock.ID] and [check.ID], which scenarios may hold too.
var (
	ShockKeys = document.Key{Name: "shock", Doc: "a rare event that strikes at most once", Type: document.Tables("ID", snakeNames, in(
		document.Key{Name: "title", Type: document.Text(), Doc: "for tables and pictures"},
		document.Key{Name: "on", Type: document.Strings(), Required: true, Doc: "indicators that it strikes; * and ? stand for text", Write: `which indicators it strikes, as "growth_*"`},
		document.Key{Name: "year", Type: document.Either(aYear, document.Words("any")), Required: true, Doc: `year of the event; "any": each simulated year alike`, Write: `a year, or "any" for each simulated year alike`},
		document.Key{Name: "probability", Type: QuantityType, Required: true, Doc: "that it happens at all, 0 to 1", Write: "a probability from 0 to 1"},
		document.Key{Name: "size", Type: QuantityType, Required: true, Doc: "the push on each indicator in the year of the event, in the unit of its law's push", Write: "the push on each indicator"},
		document.Key{Name: "recovered_next_year", Type: QuantityType, Doc: "share taken back in the year after (0)"},
		document.Key{Name: "why", Type: document.Text(), Doc: "the reason"},
	))}
	CheckKeys = document.Key{Name: "check", Doc: "behaviour that an expert expects of the model; check --behaviour tries it", Type: document.Tables("ID", snakeNames, in(
		document.Key{Name: "says", Type: document.String(), Required: true, Doc: "the behaviour", Write: `the behaviour, as "growth up => P(target) up"`},
	))}
)

func comparatorKeys() keys {
	var out keys
	for _, c := range comparators {
		out = append(out, document.Key{Name: c.word, Type: document.Number(), Doc: "the threshold; one of at_least, above, at_most, below"})
	}
	return out
}

var targetKeys = append(keys{
	{Name: "number", Type: document.Whole(1, 1_000_000), Doc: "as numbered in the plan"},
	{Name: "group", Type: document.String(), Doc: "the heading under which it stands"},
	{Name: "title", Type: document.Text(), Doc: "for tables and pictures"},
	{Name: "quote", Type: document.String(), Doc: "the clause of the plan, in its own language"},
	{Name: "resolves", Type: document.Text(), Doc: "what will count as the outcome: which figure, by when"},
	{Name: "indicator", Type: document.String(), Doc: "the indicator that the target is about"},
	{Name: "by", Type: aYear, Doc: "last year of the target (horizon)"},
	{Name: "hold", Type: document.Pattern(`^(at|ever|sustained [1-9][0-9]?)$`), Doc: `when it counts as met: "at" (in the year by), "ever" (in any year up to it), "sustained 2" (in so many years up to it) (at)`},
	{Name: "joint", Type: document.Bool(), Doc: "counts in the joint results (true when numbered)"},
	{Name: "doubt", Type: document.Text(), Doc: "the one assumption that most deserves doubt"},
	{Name: "settled", Type: document.Words("met", "failed"), Doc: "not simulated: known at the as-of date"},
	{Name: "settled_why", Type: document.Text(), Doc: "what was seen, and where"},
	{Name: "reading", Doc: "another defensible reading of the target, shown beside it", Type: document.Tables("RID", snakeNames, in(append(keys{
		{Name: "title", Type: document.Text(), Doc: "for tables and pictures"},
		{Name: "indicator", Type: document.String(), Doc: "another indicator (the target's)"},
		{Name: "why", Type: document.Text(), Doc: "why one may read it so"},
	}, comparatorKeys()...)...))},
}, comparatorKeys()...)

func indicatorKeys(laws []string) keys {
	law := document.String()
	if laws != nil {
		law = document.Words(laws...)
	}
	return keys{
		{Name: "title", Type: document.Text(), Doc: "for tables and pictures"},
		{Name: "unit", Type: document.String(), Doc: "unit of its values, as in its series"},
		{Name: "series", Type: document.String(), Doc: "its history: a series of the observations, or arithmetic over some, as ln(1 + growth.north/100)"},
		{Name: "vintages", Type: document.Strings(), Doc: "vintages that series may use, the best first (all, the newest first)"},
		{Name: "from", Type: aYear, Doc: "first year of history used to fit"},
		{Name: "skip", Type: years, Doc: "years that are not fitted: outliers by a known cause"},
		{Name: "law", Type: law, Doc: "its law of motion; one of law, next, formula, league, sample"},
		{Name: "fit", Type: document.Words("history"), Doc: "estimate the parameters that are not written"},
		{Name: "keep_law", Type: document.Text(), Doc: "why no simple rule may stand in for the law: as a rule, another judgement is stated against what it expects"},
		{Name: "pool", Type: document.String(), Doc: "the pool with which it shares its drift"},
		{Name: "parameters", Type: parameterSet, Doc: "parameter of the law; for next: start"},
		{Name: "loads", Type: document.Tables("FACTOR", snakeNames, document.Number()), Doc: "correlation of its yearly shock with that of a factor"},
		{Name: "innovation", Doc: "shape of the yearly shock; normal without it", Type: in(
			document.Key{Name: "t", Type: document.Number(), Doc: "degrees of freedom of a Student t, above 2"},
			document.Key{Name: "two_piece", Type: document.Numbers(), Doc: "spreads below and above the mode"},
		)},
		{Name: "next", Type: document.String(), Doc: "formula of this year's value from prev(...), last year's"},
		{Name: "formula", Type: document.String(), Doc: "formula over indicators of the same year"},
		{Name: "league", Type: document.String(), Doc: "the league in which its subject has this rank"},
		{Name: "sample", Type: document.String(), Doc: "the sample whose draws its values are"},
		{Name: "sample_name", Type: document.String(), Doc: "what it is called in the file of the sample (its id)"},
		{Name: "push", Type: document.Words(pushes...), Doc: `what a lever or shock does to draws of a sample: "level", added to that year and all later ones; "year", to that year alone; "growth", log points from that year on (level)`},
		{Name: "policy_in", Type: document.Words("none", "usual", "this_plan"), Doc: "policy that its history or level holds already, so that levers add nothing twice (none)"},
		{Name: "hidden", Type: document.Bool(), Doc: "an inner part of the model: not among the results (false)"},
		{Name: "grade", Type: document.Words("A", "B", "C"), Doc: "evidence grade, when it is not to be counted"},
		{Name: "why", Type: document.Text(), Doc: "why this law"},
	}
}

var leverKeys = keys{
	{Name: "kind", Type: document.Words("action", "project"), Doc: "what it is"},
	{Name: "part_of", Type: document.String(), Doc: "the action that contains this project"},
	{Name: "title", Type: document.Text(), Doc: "for tables and pictures"},
	{Name: "on", Type: document.Bool(), Doc: "whether it is carried out (true)"},
	{Name: "start", Type: QuantityType, Doc: "year of the first effect, without delay"},
	{Name: "ramp", Type: QuantityType, Doc: "years until the full effect (1)"},
	{Name: "delay", Type: QuantityType, Doc: "years (0)"},
	{Name: "additionality", Type: QuantityType, Doc: "share of the effect that would not have come without it (1)"},
	{Name: "why", Type: document.Text(), Doc: "the reason"},
	{Name: "effect", Doc: "what it does to one indicator", Type: document.Tables("INDICATOR", snakeNames, in(
		document.Key{Name: "as", Type: document.Words("growth", "level"), Required: true, Doc: `"growth": added to each yearly change; "level": added once`, Write: `"growth" (added to each yearly change) or "level" (added once)`},
		document.Key{Name: "size", Type: QuantityType, Required: true, Doc: "in the unit of the push of the indicator's law", Write: "the size of the effect, in the unit of the push of the indicator's law"},
		document.Key{Name: "judged", Type: aYear, Doc: "year of the judgement"},
		document.Key{Name: "why", Type: document.Text(), Doc: "the reason for the size"},
		document.Key{Name: "source", Type: document.String(), Doc: "key of the table of sources"},
	))},
}

// Keys is the shape of plan.toml, given the names of all laws; nil: any.
func Keys(laws map[string][]string) *document.Shape {
	var names []string
	if laws != nil {
		names = slices.Sorted(maps.Keys(laws))
	}
	indicator := in(indicatorKeys(names)...)
	return &document.Shape{Keys: keys{
		{Name: "id", Type: document.String(), Required: true, Doc: "short name of the plan", Write: `a short name of the plan, as id = "hangyong-2025"`},
		{Name: "title", Type: document.Text(), Doc: "for tables and pictures"},
		{Name: "note", Type: document.Text(), Doc: "printed with every output: how this model of the plan was made"},
		{Name: "announced", Type: document.Date(), Required: true, Doc: "date of the announcement", Write: "the date of the announcement, as 2021-08-02"},
		{Name: "as_of", Type: document.Date(), Doc: "nothing published later is used (announced)"},
		{Name: "horizon", Type: aYear, Required: true, Doc: "last simulated year", Write: "the last year, as horizon = 2025"},
		{Name: "since", Type: aYear, Doc: "first year that counts towards the plan (the year of the announcement)"},
		{Name: "data", Type: document.Strings(), Doc: "tables of observations, CSV"},
		{Name: "sources", Type: document.String(), Doc: "file of sources, TOML"},
		{Name: "elicitation", Type: document.String(), Doc: "file of judgements where nothing was observed, TOML"},
		{Name: "past", Type: document.Words("apply", "report", "off"), Doc: "what the replay of the past does to a run: use simpler rules and wider spreads where they did better, only say so, or nothing (apply)"},
		{Name: "group", Doc: "a heading under which targets stand", Type: document.Tables("ID", snakeNames, in(
			document.Key{Name: "title", Type: document.Text(), Doc: "for tables and pictures"}))},
		{Name: "target", Doc: "one stated goal", Type: document.Tables("ID", snakeNames, in(targetKeys...))},
		{Name: "indicator", Doc: "a quantity per year; exactly one of law, next, formula, league, sample says how it moves", Type: document.Tables("ID", snakeNames, indicator)},
		{Name: "factor", Doc: "an indicator whose yearly shock others share; it has a law", Type: document.Tables("ID", snakeNames, indicator)},
		{Name: "series", Doc: "what series of one kind are called: those with this name before the dot", Type: document.Tables("KIND", snakeNames, in(
			document.Key{Name: "title", Type: document.Text(), Required: true, Doc: "for tables and pictures", Write: "what such series are called"}))},
		{Name: "pool", Doc: "series that share a part of their drift", Type: document.Tables("ID", snakeNames, in(
			document.Key{Name: "title", Type: document.Text(), Doc: "for tables and pictures"},
			document.Key{Name: "series", Type: document.Strings(), Required: true, Doc: "two or more series, or arithmetic over some"},
			document.Key{Name: "from", Type: aYear, Doc: "first year used"},
			document.Key{Name: "skip", Type: years, Doc: "years that are left out"},
			document.Key{Name: "why", Type: document.Text(), Doc: "the reason"}))},
		{Name: "lever", Doc: "a policy action or project", Type: document.Tables("ID", handles, in(leverKeys...))},
		{Name: "league", Doc: "a table of rivals ordered by a latent score", Type: document.Tables("ID", snakeNames, in(
			document.Key{Name: "file", Type: document.String(), Required: true, Doc: "table of ranks, CSV: year,rank,city,score,published,source,source_grade", Write: `the table of ranks, as "shipping_index.csv"`},
			document.Key{Name: "subject", Type: document.String(), Required: true, Doc: "name in the table that the indicator follows", Write: "the name in the table that the indicator follows"},
			document.Key{Name: "parameters", Type: parameterSet, Doc: "gap, spread, correlation, drift, rival_drift_sd"},
			document.Key{Name: "why", Type: document.Text(), Doc: "the reason"}))},
		{Name: "sample", Doc: "draws of the future from another tool, in place of laws", Type: document.Tables("ID", snakeNames, in(
			document.Key{Name: "file", Type: document.String(), Required: true, Doc: "table of draws, CSV or Parquet: draw,year,value (and indicator), or draw,year and a column for each indicator, or draw and a column for each year", Write: `the table of draws, as "forecast.csv"`},
			document.Key{Name: "published", Type: document.Date(), Required: true, Doc: "when the draws were known; as of an earlier date they are not used", Write: "when the draws were known, as 2021-06-30"},
			document.Key{Name: "where", Type: document.Tables("COLUMN", anyName, document.String()), Doc: "only rows with this text in this column"},
			document.Key{Name: "columns", Doc: "where the file has them, if under other names", Type: in(
				document.Key{Name: "draw", Type: document.String(), Doc: "the number of the draw"},
				document.Key{Name: "year", Type: document.String(), Doc: "the year"},
				document.Key{Name: "value", Type: document.String(), Doc: "the value"},
				document.Key{Name: "indicator", Type: document.String(), Doc: "whose value it is"})},
			document.Key{Name: "order_by", Type: document.String(), Doc: "indicator by whose value at the horizon the draws are ordered, so that the same luck is comparable between scenarios (the first that names the sample)"},
			document.Key{Name: "source", Type: document.String(), Doc: "key of the table of sources"},
			document.Key{Name: "why", Type: document.Text(), Doc: "how the draws were made"}))},
		{Name: "break", Doc: "a change of base: no difference is taken across it", Type: document.Tables("ID", snakeNames, in(
			document.Key{Name: "series", Type: document.String(), Required: true, Doc: "series that change base; * and ? stand for text", Write: `which series change base, as "gdp.*"`},
			document.Key{Name: "year", Type: aYear, Required: true, Doc: "first year on the new base", Write: "the first year on the new base"},
			document.Key{Name: "why", Type: document.Text(), Doc: "the reason"}))},
		{Name: "precedent", Doc: "an earlier plan whose outcome is known: printed beside the results, never mixed in", Type: document.Tables("ID", snakeNames, in(
			document.Key{Name: "title", Type: document.Text(), Required: true, Doc: "what it was", Write: `what it was, as "The plan before this one"`},
			document.Key{Name: "met", Type: document.Whole(0, 10_000), Required: true, Doc: "how many of its targets were met", Write: "how many of its targets were met"},
			document.Key{Name: "of", Type: document.Whole(1, 10_000), Required: true, Doc: "how many targets it had", Write: "how many targets it had"},
			document.Key{Name: "known", Type: aYear, Required: true, Doc: "year in which that was known; as of an earlier date it is not shown", Write: "the year in which that was known"},
			document.Key{Name: "source", Type: document.String(), Doc: "key of the table of sources"},
			document.Key{Name: "why", Type: document.Text(), Doc: "what it can and cannot be compared with"}))},
		{Name: "correlation", Doc: "yearly shocks tied by a matrix instead of loads", Type: document.Tables("ID", snakeNames, in(
			document.Key{Name: "of", Type: document.Strings(), Required: true, Doc: "indicators, in the order of the rows", Write: "which indicators, in the order of the rows"},
			document.Key{Name: "matrix", Type: document.Matrix(), Required: true, Doc: "the correlation matrix, row by row", Write: "it row by row, as [[1, 0.2], [0.2, 1]]"},
			document.Key{Name: "repair", Type: document.Words("no", "higham"), Doc: "what to do with a matrix that is no correlation matrix: an error, or the nearest one (no)"},
			document.Key{Name: "why", Type: document.Text(), Doc: "the reason"}))},
		ShockKeys,
		CheckKeys,
	}}
}

// SourceKeys is the shape of the file of sources.
var SourceKeys = &document.Shape{Names: anyName, What: "SOURCE", Each: in(
	document.Key{Name: "title", Type: document.String(), Doc: "in its own language"},
	document.Key{Name: "title_en", Type: document.String(), Doc: "in English"},
	document.Key{Name: "publisher", Type: document.String(), Doc: "who published it, in its own language"},
	document.Key{Name: "publisher_en", Type: document.String(), Doc: "who published it, in English"},
	document.Key{Name: "date", Type: document.String(), Doc: "when, as far as it is known, in quotes"},
	document.Key{Name: "url", Type: document.String(), Doc: "where"},
)}

// ElicitationKeys is the shape of the file of judgements.
var ElicitationKeys = &document.Shape{Keys: keys{
	{Name: "author", Type: document.String(), Required: true, Doc: "who judged", Write: `who judged, as "unreviewed judgement"`},
	{Name: "judged", Type: aYear, Doc: "year of the judgements, where a number says none"},
	{Name: "widen", Type: document.Number(), Doc: "every stated 10-90 % range is stretched about its median by this, 1 or more (1)"},
	{Name: "prior", Doc: "one of the alternatives", Type: document.Tables("PID", snakeNames, in(
		document.Key{Name: "title", Type: document.Text(), Doc: "for tables and pictures"}))},
	{Name: "elicit", Doc: "what is judged of one indicator", Type: document.Tables("INDICATOR", snakeNames, document.In(&document.Shape{
		Keys: keys{
			{Name: "definition", Type: document.Text(), Doc: "what is meant"},
			{Name: "kind", Type: document.Words("stock", "flow"), Doc: "whether start is a stock or a flow"},
			{Name: "lower", Type: document.Number(), Doc: "hard lower bound"},
			{Name: "upper", Type: document.Number(), Doc: "hard upper bound"},
			{Name: "bounds_source", Type: document.String(), Doc: "key of the table of sources"},
			{Name: "reference_class", Type: document.Text(), Doc: "what the judgement compares with"},
			{Name: "why", Type: document.Text(), Doc: "the reason"},
		},
		Names: snakeNames, What: "PID", Each: parameterSet,
	}))},
}}

package scenarios

import (
	"targetcast/model/plan"
	"targetcast/model/plan/document"
)

const (
	snakeNames = `^[a-z][a-z0-9_]*$`
	yearNames  = `^[0-9]{4}$`
)

func in(k ...document.Key) document.Type { return document.In(&document.Shape{Keys: k}) }

// changeType is what may stand for a number that a scenario changes.
var changeType = document.Either(document.Bool(), in(
	document.Key{Name: "add", Type: document.Number(), Doc: "is added, in the unit of the number"},
	document.Key{Name: "scale", Type: document.Number(), Doc: "multiplies the number"},
	document.Key{Name: "to", Type: document.Either(document.Bool(), plan.QuantityType), Doc: "takes the place of the number, or switches a lever"},
	document.Key{Name: "why", Type: document.Text(), Doc: "the reason"},
	document.Key{Name: "source", Type: document.String(), Doc: "key of the table of sources"},
), plan.QuantityType).Named("change")

// Keys is the shape of a scenario's file.
var Keys = &document.Shape{Keys: []document.Key{
	{Name: "id", Type: document.Pattern(snakeNames), Required: true, Doc: "short name of the scenario", Write: "a short name in snake_case"},
	{Name: "order", Type: document.Whole(1, maxOrder), Doc: "place in tables and pictures; those without come last, by id"},
	{Name: "extends", Type: document.String(), Doc: `the scenario to which this one adds; "" for the plan itself`},
	{Name: "title", Type: document.Text(), Required: true, Doc: "for tables and pictures", Write: "a title, in both languages or one string for both"},
	{Name: "why", Type: document.Text(), Required: true, Doc: "the reason", Write: "the reason for this scenario"},
	{Name: "change", Doc: "what becomes of numbers, in this order; * and ? stand for text within a part of a key, and show lists the keys", Type: document.Tables(`"KEY"`, `^.+\..+$`, changeType)},
	{Name: "condition", Doc: "a shared factor's value in a year, as if it had been observed", Type: document.Tables("FACTOR", snakeNames,
		document.Tables("YEAR", yearNames, in(
			document.Key{Name: "mean", Type: document.Number(), Required: true, Doc: "in the factor's own unit", Write: "the factor's value, in its own unit"},
			document.Key{Name: "sd", Type: document.Number(), Doc: "how sure it is; 0 is certain (0)"},
			document.Key{Name: "why", Type: document.Text(), Doc: "the reason"})))},
	plan.ShockKeys,
	plan.CheckKeys,
}}

// oneChange is the shape of a change on a command line.
var oneChange = &document.Shape{Keys: []document.Key{{Name: entry, Type: changeType}}}

// Package gallery keeps pictures as data: stored with the results, read back to be drawn at any size, and told as tables and
// sentences for those who do not see them.
package gallery

import (
	"encoding/json"
	"fmt"
	"reflect"

	"targetcast/output/chart"
	"targetcast/output/result"
	"targetcast/output/words"
)

// kinds are the charts that a run draws, by the name under which they are stored.
var kinds = map[string]reflect.Type{
	"likelihood_bars": reflect.TypeFor[chart.LikelihoodBars](),
	"heat_map":        reflect.TypeFor[chart.HeatMap](),
	"number_met":      reflect.TypeFor[chart.NumberMet](),
	"by_year":         reflect.TypeFor[chart.ByYear](),
	"milestones":      reflect.TypeFor[chart.Milestones](),
	"fan":             reflect.TypeFor[chart.Fan](),
	"dot_plot":        reflect.TypeFor[chart.DotPlot](),
	"exceedance":      reflect.TypeFor[chart.Exceedance](),
	"base_growth":     reflect.TypeFor[chart.BaseGrowth](),
}

func kindOf(c chart.Chart) (string, error) {
	for name, t := range kinds {
		if t == reflect.TypeOf(c) {
			return name, nil
		}
	}
	return "", fmt.Errorf("a chart of type %T cannot be stored", c)
}

// stored is a picture as it stands in a file.
type stored struct {
	Name     string        `json:"name"`
	Lang     string        `json:"lang"`
	Title    string        `json:"title"`
	Subtitle string        `json:"subtitle"`
	Caption  chart.Caption `json:"caption"`
	Kind     string        `json:"kind"`
	Chart    any           `json:"chart"`
}

// Encode writes pictures as JSON. Meta is left out: it is given again when they are drawn.
func Encode(pictures []chart.Picture) ([]byte, error) {
	out := make([]stored, 0, len(pictures))
	for _, p := range pictures {
		kind, err := kindOf(p.Chart)
		if err != nil {
			return nil, fmt.Errorf("picture %s: %w", p.Name, err)
		}
		out = append(out, stored{p.Name, p.Lang.String(), p.Title, p.Subtitle, p.Caption, kind, p.Chart})
	}
	return result.JSON(out)
}

// Decode reads what Encode wrote.
func Decode(data []byte) ([]chart.Picture, error) {
	var in []struct {
		Name, Lang, Title, Subtitle, Kind string
		Caption                           chart.Caption
		Chart                             json.RawMessage
	}
	if err := result.FromJSON(data, &in); err != nil {
		return nil, err
	}
	var out []chart.Picture
	for _, s := range in {
		lang, err := words.ParseLang(s.Lang)
		if err != nil {
			return nil, fmt.Errorf("picture %s: %w", s.Name, err)
		}
		t, ok := kinds[s.Kind]
		if !ok {
			return nil, fmt.Errorf("picture %s: there is no chart %q", s.Name, s.Kind)
		}
		v := reflect.New(t)
		if err := result.FromJSON(s.Chart, v.Interface()); err != nil {
			return nil, fmt.Errorf("picture %s: %w", s.Name, err)
		}
		c, ok := v.Elem().Interface().(chart.Chart)
		if !ok {
			return nil, fmt.Errorf("picture %s: %s is no chart", s.Name, s.Kind)
		}
		out = append(out, chart.Picture{Name: s.Name, Lang: lang, Title: s.Title, Subtitle: s.Subtitle, Caption: s.Caption, Chart: c})
	}
	return out, nil
}

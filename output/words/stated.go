package words

import (
	"math"

	"targetcast/model/attain"
)

// Form is how sharply a likelihood may be stated.
type Form uint8

const (
	None      Form = iota // cannot be assessed
	Point                 // one percentage
	Band                  // thin data: a fixed band of 20 points
	Judged                // no base data: the envelope of the priors
	WasMet                // known to be met at the as-of date
	WasMissed             // known to be missed
)

// Stated is a likelihood in the form in which it may be shown. Shares from 0 to 1.
type Stated struct {
	Form   Form
	P      float64 // of a Point, rounded as it is shown
	Lo, Hi float64 // of a Band or a Judged envelope
	// Beyond says that a Point's P is only an outer mark: −1 for less than P, +1 for more than P.
	Beyond int
}

const tolerance = 1e-9 // shares computed as sums may miss a bin's end by rounding

// StatedOf is what attain allows to be said of a likelihood; judged: it has no base value. A point that was rounded to
// nothing or to certainty arrives as the band of the last step and is said as less or more than that step.
func StatedOf(a attain.Stated, judged bool) Stated {
	const step = 0.05 // bands as narrow are such points; true bands span 20 points
	switch {
	case a.Kind == attain.Settled && a.P == 1:
		return Stated{Form: WasMet, P: 1}
	case a.Kind == attain.Settled:
		return Stated{Form: WasMissed}
	case a.Kind == attain.Point:
		return Stated{Form: Point, P: a.P}
	case a.Kind == attain.Band && a.Lo <= 0 && a.Hi < step*1.5:
		return Stated{Form: Point, P: a.Hi, Beyond: -1}
	case a.Kind == attain.Band && a.Hi >= 1 && a.Lo > 1-step*1.5:
		return Stated{Form: Point, P: a.Lo, Beyond: 1}
	case a.Kind == attain.Band && judged:
		return Stated{Form: Judged, Lo: a.Lo, Hi: a.Hi}
	case a.Kind == attain.Band:
		return Stated{Form: Band, Lo: a.Lo, Hi: a.Hi}
	}
	return Stated{}
}

// State is the form that the evidence grade allows for a likelihood that rests on a base value.
func State(p float64, grade string) Stated {
	return StatedOf(attain.State(p, grade, true, [2]float64{}), false)
}

// StateEnvelope is the form for an indicator without base value, from the least and the greatest p under the priors.
func StateEnvelope(lo, hi float64) Stated {
	return StatedOf(attain.State(math.NaN(), "", false, [2]float64{lo, hi}), true)
}

// Settled is a target whose outcome was known at the as-of date.
func Settled(met bool) Stated { return StatedOf(attain.Settle(met), false) }

// Text is the likelihood as a table shows it.
func (s Stated) Text(l Lang) string {
	if s.Form == Judged {
		colon := ": "
		if l == Zh {
			colon = "："
		}
		return l.Say(NoBase) + colon + l.PercentRange(s.Lo, s.Hi)
	}
	return s.Short(l)
}

// Short is the likelihood without the words that its place already says: a band where bands are headed as judged.
func (s Stated) Short(l Lang) string {
	switch s.Form {
	case Point:
		return [...]string{"<", "", ">"}[1+max(-1, min(1, s.Beyond))] + l.Percent(s.P, 0)
	case Band, Judged:
		return l.PercentRange(s.Lo, s.Hi)
	case WasMet:
		return l.Say(AlreadyMet)
	case WasMissed:
		return l.Say(AlreadyFailed)
	}
	return l.Say(CannotAssess)
}

// Word is the IPCC's word for a likelihood as it is shown, "" for what is no single percentage. Number first, then the
// word: words alone are read towards even chances.
func (s Stated) Word(l Lang) string {
	if s.Form != Point {
		return ""
	}
	return l.Say(wordFor(s.P))
}

// Outward rounds a range of a likelihood, in shares, to whole points for grade A, to 5 for B and to 20 for C, never to nothing: no
// finer than the likelihood itself.
func Outward(lo, hi float64, grade string) (float64, float64) {
	step, noise := 20.0, 1e-9
	switch grade {
	case "A":
		step = 1
	case "B":
		step = 5
	}
	lo, hi = step*math.Floor(100*lo/step+noise), step*math.Ceil(100*hi/step-noise)
	if lo == hi { // the step that holds it
		lo = min(lo, 100-step)
		hi = lo + step
	}
	return lo / 100, hi / 100
}

// Mark is one zone of the word scale, in shares.
type Mark struct {
	Lo, Hi float64
	Word   Phrase
}

// Scale is the word scale from the least likely: very unlikely up to 10 %, unlikely up to 33 %, about as likely as not
// to 66 %, likely from 66 %, very likely from 90 % (IPCC guidance note on uncertainty, 2010, table 1, each term taken
// down to where the next begins). The IPCC's own Chinese term for unlikely, 不可能, reads as impossible; it is 不大可能
// here.
var Scale = [...]Mark{
	{0, 0.10, VeryUnlikely}, {0.10, 0.33, Unlikely}, {0.33, 0.66, AsLikelyAsNot}, {0.66, 0.90, Likely}, {0.90, 1, VeryLikely},
}

func wordFor(p float64) Phrase {
	switch {
	case p <= 0.10+tolerance:
		return VeryUnlikely
	case p <= 0.33+tolerance:
		return Unlikely
	case p < 0.66-tolerance:
		return AsLikelyAsNot
	case p < 0.90-tolerance:
		return Likely
	}
	return VeryLikely
}

package search

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"

	"gonum.org/v1/gonum/stat/distuv"

	"targetcast/model/plan"
	"targetcast/model/program"
	"targetcast/model/simulate"
)

// Index is how much of the variance of an answer rests on an input, alone and with others: what would remain if all other
// inputs were known (the total index of Sobol').
type Index struct {
	Input
	Total  float64
	Lo, Hi float64 // 95 % bootstrap interval over futures
}

// Explained is the answer to a question with the indices behind it.
type Explained struct {
	Mean, Variance float64       // of a single future's answer
	Indices        []Index       // by falling total
	Split          [Kinds]*Index // all inputs of a kind together; nil where there are none
	Dependent      []Input       // inputs that depend on another one
}

// resamples of the bootstrap.
const resamples = 500

// Explain estimates the total index of every input of a program, and of all inputs of each kind together, for one question.
//
// It is Jansen's estimator (Computer Physics Communications 117, 1999): half of the mean square change of the answer when
// one input is drawn anew and everything else stays (pick-freeze), over the variance. For the answer of a single target
// half of the share of futures that change sides is that numerator. An input that depends on others is drawn anew given them.
// Indices sum to more than 1 where inputs interact, and thresholds make them interact.
func Explain(ctx context.Context, p *plan.Plan, pr *program.Program, q Question, o simulate.Options) (*Explained, error) {
	s, base, err := rearranged(p, pr, q)
	if err != nil {
		return nil, err
	}
	inputs := Inputs(p, base)
	single := len(inputs)
	inputs = append(inputs, Together(inputs)...)
	out := &Explained{Dependent: Dependent(p, base)}
	var changed []*program.Program
	for i, in := range inputs {
		of := base
		if i < single && slices.ContainsFunc(out.Dependent, func(d Input) bool { return d.Key == in.Key }) {
			if of, err = s.drawnLast(p, base, in.first); err != nil {
				return nil, err
			}
		}
		changed = append(changed, redrawn(of, in.luck))
	}
	tables, err := s.crossed(ctx, changed, o)
	if err != nil {
		return nil, err
	}
	for i, in := range inputs {
		index := jansen(tables[i][0], o.Seed+uint64(i))
		index.Input = in
		if i < single {
			out.Indices = append(out.Indices, index)
		} else {
			out.Split[in.Kind] = &index
		}
	}
	if len(tables) > 0 {
		out.Mean, out.Variance = moments(tables[0][0])
	}
	slices.SortStableFunc(out.Indices, func(a, b Index) int { return cmp.Compare(b.Total, a.Total) })
	return out, nil
}

// Together joins the inputs of each kind that there is into one, which has no key.
func Together(inputs []Input) []Input {
	var out []Input
	for kind := range Kinds {
		all := Input{Kind: kind}
		for _, in := range inputs {
			if in.Kind == kind {
				all.luck = append(all.luck, in.luck...)
			}
		}
		if all.luck != nil {
			out = append(out, all)
		}
	}
	return out
}

// cross counts the futures that answer x in one program and y in the other.
type cross struct {
	x, y float64
	n    int64
}

// crossed asks the sheet's questions of pairs of programs side by side on the same futures: [pair][question].
func (s sheet) crossed(ctx context.Context, pairs []*program.Program, o simulate.Options) ([][][]cross, error) {
	if n := 2 * len(s.names); n > 64 {
		return nil, fmt.Errorf("%d targets in two programs at once; 64 is the most", n/2)
	}
	o.Sets = 0
	tell := o.Progress
	var out [][][]cross
	for first := 0; first < len(pairs); first += atOnce {
		some := pairs[first:min(first+atOnce, len(pairs))]
		if tell != nil {
			o.Progress = func(done, total int) { tell(first*total+done*len(some), len(pairs)*total) }
		}
		res, err := simulate.Run(ctx, some, o)
		if err != nil {
			return nil, err
		}
		for _, run := range res.Runs {
			met := run.Joint.Combinations()
			var tables [][]cross
			for _, a := range s.answers {
				var table []cross
				for _, c := range met {
					x, y := a.of(c.Mask), a.of(c.Mask>>len(s.names))
					if i := slices.IndexFunc(table, func(k cross) bool { return k.x == x && k.y == y }); i >= 0 {
						table[i].n += c.N
					} else {
						table = append(table, cross{x, y, c.N})
					}
				}
				tables = append(tables, table)
			}
			out = append(out, tables)
		}
	}
	return out, nil
}

// jansen is the total index with its interval from resampled futures.
func jansen(table []cross, seed uint64) Index {
	out := Index{Total: ratio(table)}
	if out.Total == 0 || math.IsNaN(out.Total) { // no future changed, or none could
		return out
	}
	r := rand.New(rand.NewPCG(seed, 3))
	drawn := slices.Clone(table)
	totals := make([]float64, 0, resamples)
	for range resamples {
		resample(drawn, table, r)
		if t := ratio(drawn); !math.IsNaN(t) {
			totals = append(totals, t)
		}
	}
	slices.Sort(totals)
	out.Lo, out.Hi = totals[len(totals)*25/1000], totals[len(totals)*975/1000]
	return out
}

// resample draws as many futures as the table holds from it, with replacement: binomially cell by cell.
func resample(into, from []cross, r *rand.Rand) {
	var left int64
	for _, c := range from {
		left += c.n
	}
	wanted := left
	for i, c := range from {
		n := wanted
		if c.n < left {
			n = int64(distuv.Binomial{N: float64(wanted), P: float64(c.n) / float64(left), Src: r}.Rand())
		}
		into[i].n = n
		wanted -= n
		left -= c.n
	}
}

// ratio is half of the mean square difference over the variance of both sides together.
func ratio(table []cross) float64 {
	var n, sum, sqr, changed float64
	for _, c := range table {
		w := float64(c.n)
		n += w
		sum += w * (c.x + c.y)
		sqr += w * (c.x*c.x + c.y*c.y)
		changed += w * (c.x - c.y) * (c.x - c.y)
	}
	mean := sum / (2 * n)
	return changed / (2 * n) / (sqr/(2*n) - float64(mean*mean))
}

// moments are the mean and variance of the first side.
func moments(table []cross) (mean, variance float64) {
	var n, sum, sqr float64
	for _, c := range table {
		w := float64(c.n)
		n, sum, sqr = n+w, sum+w*c.x, sqr+w*c.x*c.x
	}
	mean = sum / n
	return mean, sqr/n - float64(mean*mean)
}

package dist

import (
	"fmt"
	"math"
)

type triangular struct{ lo, mode, hi float64 }

// Triangular is the triangular law with min <= mode <= max and min < max.
func Triangular(min, mode, max float64) (Dist, error) {
	if err := threePoints("triangular", min, mode, max); err != nil {
		return nil, err
	}
	return triangular{min, mode, max}, nil
}

// threePoints checks min <= mode <= max, min < max.
func threePoints(law string, min, mode, max float64) error {
	if err := finite(law, arg{"min", min}, arg{"mode", mode}, arg{"max", max}); err != nil {
		return err
	}
	if !(min < max) {
		return fmt.Errorf("%s: min %g is not below max %g; write min < max, or the plain number where nothing is uncertain", law, min, max)
	}
	if mode < min || mode > max {
		return fmt.Errorf("%s: mode %g lies outside min %g to max %g; write min <= mode <= max", law, mode, min, max)
	}
	return nil
}

func (d triangular) at(z float64) float64 {
	width := d.hi - d.lo
	if below, p := d.mode-d.lo, Phi(z); float64(p*width) <= below {
		return d.lo + math.Sqrt(p*width*below)
	}
	return d.hi - math.Sqrt(Phi(-z)*width*(d.hi-d.mode))
}
func (d triangular) Fill(out, z []float64)      { fill(out, z, d.at) }
func (d triangular) Quantile(p float64) float64 { return d.at(NormalQuantile(p)) }
func (d triangular) Mean() float64              { return (d.lo + d.mode + d.hi) / 3 }
func (d triangular) Variance() float64 {
	a, b := d.mode-d.lo, d.hi-d.mode
	return (a*a + a*b + b*b) / 18
}
func (d triangular) String() string {
	return fmt.Sprintf("triangular(min %g, mode %g, max %g)", d.lo, d.mode, d.hi)
}

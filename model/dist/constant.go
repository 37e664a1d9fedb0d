package dist

import "fmt"

type constant float64

// Constant is a number without uncertainty.
func Constant(value float64) (Dist, error) {
	if err := finite("constant", arg{"value", value}); err != nil {
		return nil, err
	}
	return constant(value), nil
}

func (d constant) Fill(out, _ []float64) {
	for i := range out {
		out[i] = float64(d)
	}
}
func (d constant) Quantile(float64) float64 { return float64(d) }
func (d constant) Mean() float64            { return float64(d) }
func (d constant) Variance() float64        { return 0 }
func (d constant) String() string           { return fmt.Sprintf("%g", float64(d)) }

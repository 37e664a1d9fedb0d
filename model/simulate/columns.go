package simulate

import (
	"math"
)

// cut takes the mean away and cuts at 3 standard deviations, which it returns. A missing value counts as the mean.
func cut(x []float64) float64 {
	var n, mean, sd float64
	for _, v := range x {
		if !math.IsNaN(v) && !math.IsInf(v, 0) {
			n++
			mean += v
		}
	}
	mean /= n
	for _, v := range x {
		if !math.IsNaN(v) && !math.IsInf(v, 0) {
			sd += float64((v-mean)*(v-mean)) / n
		}
	}
	sd = math.Sqrt(sd)
	for i, v := range x {
		if math.IsNaN(v) {
			v = mean
		}
		x[i] = min(max(v-mean, -3*sd), 3*sd)
	}
	return sd
}

// dot is Σ x_i y_i, in four sums; the length is a multiple of four.
func dot(x, y []float64) float64 {
	var a, b, c, d float64
	y = y[:len(x)]
	for i := 0; i+3 < len(x); i += 4 {
		a += float64(x[i] * y[i])
		b += float64(x[i+1] * y[i+1])
		c += float64(x[i+2] * y[i+2])
		d += float64(x[i+3] * y[i+3])
	}
	return (a + b) + (c + d)
}

// take is x -= c·y.
func take(x, y []float64, c float64) {
	y = y[:len(x)]
	for i := range x {
		x[i] -= float64(c * y[i])
	}
}

func multiply(out, x, y []float64) {
	x, y = x[:len(out)], y[:len(out)]
	for i := range out {
		out[i] = x[i] * y[i]
	}
}

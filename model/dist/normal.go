package dist

import (
	"fmt"
	"math"

	"targetcast/model/kernel"
)

// logRoot2Pi is ln√(2π).
const logRoot2Pi = 0.91893853320467274178032973640562

// as241 is Φ⁻¹(p), algorithm AS 241 PPND16 of Wichura (1988, Applied Statistics 37, 477-484): relative error about 1e-16.
func as241(p float64) float64 {
	q := p - 0.5
	if r := 0.180625 - float64(q*q); r >= 0 {
		return q * (centralNum(r) / centralDen(r))
	}
	return normalTail(p, q)
}

// centralNum and centralDen are the polynomials whose ratio times p-1/2 is Φ⁻¹(p) for |p-1/2| <= 0.425, with
// r = 0.425² - (p-1/2)². Apart, they are small enough for the compiler to put them into the loops.
func centralNum(r float64) float64 {
	num := float64(2.5090809287301226727e+3*r) + 3.3430575583588128105e+4
	num = float64(num*r) + 6.7265770927008700853e+4
	num = float64(num*r) + 4.5921953931549871457e+4
	num = float64(num*r) + 1.3731693765509461125e+4
	num = float64(num*r) + 1.9715909503065514427e+3
	num = float64(num*r) + 1.3314166789178437745e+2
	num = float64(num*r) + 3.3871328727963666080e+0
	return num
}

func centralDen(r float64) float64 {
	den := float64(5.2264952788528545610e+3*r) + 2.8729085735721942674e+4
	den = float64(den*r) + 3.9307895800092710610e+4
	den = float64(den*r) + 2.1213794301586595867e+4
	den = float64(den*r) + 5.3941960214247511077e+3
	den = float64(den*r) + 6.8718700749205790830e+2
	den = float64(den*r) + 4.2313330701600911252e+1
	den = float64(den*r) + 1
	return den
}

// normalTail serves |p-1/2| > 0.425, where q = p-1/2.
func normalTail(p, q float64) float64 {
	tail := p
	if q > 0 {
		tail = 1 - p
	}
	switch {
	case tail > 0:
	case tail == 0:
		return math.Copysign(math.Inf(1), q)
	default:
		return math.NaN()
	}
	r := math.Sqrt(-kernel.Log(tail))
	var z float64
	if r <= 5 {
		z = nearTail(r - 1.6)
	} else {
		z = farTail(r - 5)
	}
	return math.Copysign(z, q)
}

func nearTail(r float64) float64 {
	num := float64(7.74545014278341407640e-4*r) + 2.27238449892691845833e-2
	num = float64(num*r) + 2.41780725177450611770e-1
	num = float64(num*r) + 1.27045825245236838258e+0
	num = float64(num*r) + 3.64784832476320460504e+0
	num = float64(num*r) + 5.76949722146069140550e+0
	num = float64(num*r) + 4.63033784615654529590e+0
	num = float64(num*r) + 1.42343711074968357734e+0
	den := float64(1.05075007164441684324e-9*r) + 5.47593808499534494600e-4
	den = float64(den*r) + 1.51986665636164571966e-2
	den = float64(den*r) + 1.48103976427480074590e-1
	den = float64(den*r) + 6.89767334985100004550e-1
	den = float64(den*r) + 1.67638483018380384940e+0
	den = float64(den*r) + 2.05319162663775882187e+0
	den = float64(den*r) + 1
	return num / den
}

func farTail(r float64) float64 {
	num := float64(2.01033439929228813265e-7*r) + 2.71155556874348757815e-5
	num = float64(num*r) + 1.24266094738807843860e-3
	num = float64(num*r) + 2.65321895265761230930e-2
	num = float64(num*r) + 2.96560571828504891230e-1
	num = float64(num*r) + 1.78482653991729133580e+0
	num = float64(num*r) + 5.46378491116411436990e+0
	num = float64(num*r) + 6.65790464350110377720e+0
	den := float64(2.04426310338993978564e-15*r) + 1.42151175831644588870e-7
	den = float64(den*r) + 1.84631831751005468180e-5
	den = float64(den*r) + 7.86869131145613259100e-4
	den = float64(den*r) + 1.48753612908506148525e-2
	den = float64(den*r) + 1.36929880922735805310e-1
	den = float64(den*r) + 5.99832206555887937690e-1
	den = float64(den*r) + 1
	return num / den
}

// Uniforms is the inverse of NormalScores: dst[i] = Φ(z[i]). The slices have equal length and may be the same.
func Uniforms(dst, z []float64) {
	dst = dst[:len(z)]
	for i, v := range z {
		dst[i] = Phi(v)
	}
}

type normal struct{ mean, sd float64 }

// Normal is the normal law with the given mean and standard deviation, which must be positive.
func Normal(mean, sd float64) (Dist, error) {
	const law = "normal"
	if err := finite(law, arg{"mean", mean}, arg{"sd", sd}); err != nil {
		return nil, err
	}
	if err := positive(law, "sd", sd); err != nil {
		return nil, err
	}
	return normal{mean, sd}, nil
}

func (d normal) at(z float64) float64       { return d.mean + float64(d.sd*z) }
func (d normal) Fill(out, z []float64)      { fill(out, z, d.at) }
func (d normal) Quantile(p float64) float64 { return d.at(NormalQuantile(p)) }
func (d normal) Mean() float64              { return d.mean }
func (d normal) Variance() float64          { return d.sd * d.sd }
func (d normal) String() string             { return fmt.Sprintf("normal(mean %g, sd %g)", d.mean, d.sd) }

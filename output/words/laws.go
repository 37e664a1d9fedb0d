package words

// laws are the laws of motion for readers, by the name that a plan gives them.
var laws = map[string][languages]string{
	"ar1":               {"AR(1)", "一阶自回归"},
	"bass":              {"Bass diffusion", "巴斯扩散"},
	"batches":           {"arrivals in batches", "成批到达"},
	"constant":          {"constant", "常数"},
	"cumulative_flow":   {"sum of a flow", "流量累计"},
	"damped_growth":     {"damped growth", "阻尼增长"},
	"gamma_additions":   {"gamma additions", "Γ增量"},
	"gompertz":          {"Gompertz growth", "Gompertz增长"},
	"level_revision":    {"revision of the level", "水平修订"},
	"log_random_walk":   {"geometric random walk", "几何随机游走"},
	"logistic":          {"logistic growth", "逻辑斯蒂增长"},
	"logit_random_walk": {"random walk of log odds", "对数几率随机游走"},
	"milestone":         {"opening with delay", "延期建成"},
	"negative_binomial": {"overdispersed counts", "过离散计数"},
	"poisson":           {"Poisson counts", "泊松计数"},
	"random_walk":       {"random walk", "随机游走"},
	"rare_shock":        {"rare shocks", "罕见冲击"},
	"white_noise":       {"independent shocks", "独立冲击"},
}

// LawName is what a law is called; its own name when it has no other.
func (l Lang) LawName(law string) string {
	if t, ok := laws[law]; ok {
		return t[l]
	}
	return law
}

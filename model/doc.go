// Package model holds no code: it is the map of the rooms below it.
//
//	series     numbers on a time axis, and what was known when
//	stream     the one door of luck: uniforms by name
//	kernel     exp and log over columns
//	dist       one uncertain number, as a monotone function of its luck
//	plan       the TOML exactly as written, checked
//	process    laws of motion, one per file
//	formula    arithmetic over blocks of draws
//	attain     tallies and a target become a likelihood
//	calibrate  history becomes a fitted law with warnings
//	score      proper scoring rules
//	backtest   replays history through fitted laws and scores it
//	program    names resolved, laws fitted, order fixed: what is run
//	simulate   runs programs block by block and tallies
//
// Imports go strictly down; ARCHITECTURE.md says which are granted and why.
package model

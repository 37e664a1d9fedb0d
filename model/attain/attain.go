// Package attain turns futures and a target into a likelihood: whether, when and by how much a target is met, one
// target at a time and several at once.
//
// Everything that is counted is an integer and merges exactly in any order; the few sums of real numbers come one per
// block of futures and are added in block order, so a result does not depend on the number of workers.
package attain

package dist

import "sync"

// cache keeps tables by their parameters. It forgets all of them when it grows beyond cacheLimit, so that a long
// series of runs with ever new parameters holds little memory. Safe for concurrent use; its zero value is ready.
type cache[K comparable] struct {
	mu    sync.RWMutex
	table map[K]*Table
}

const cacheLimit = 1000 // tables of about 9 KB

func (c *cache[K]) get(key K, build func() (*Table, error)) (*Table, error) {
	c.mu.RLock()
	t := c.table[key]
	c.mu.RUnlock()
	if t != nil {
		return t, nil
	}
	// Built outside the lock: two workers may build the same table once, and both get equal ones.
	t, err := build()
	if err != nil {
		return nil, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.table == nil || len(c.table) >= cacheLimit {
		c.table = make(map[K]*Table)
	}
	c.table[key] = t
	return t, nil
}

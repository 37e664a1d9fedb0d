package result

import (
	"bytes"
	"encoding/json"
	"math"
	"reflect"
	"testing"
)

// same compares two values; NaN equals NaN.
func same(a, b any) bool { return alike(reflect.ValueOf(a), reflect.ValueOf(b)) }

func alike(a, b reflect.Value) bool {
	if a.IsValid() != b.IsValid() {
		return false
	}
	if !a.IsValid() {
		return true
	}
	if a.Type() != b.Type() {
		return false
	}
	switch a.Kind() {
	case reflect.Float64:
		return a.Float() == b.Float() || math.IsNaN(a.Float()) && math.IsNaN(b.Float())
	case reflect.Struct:
		for i := range a.NumField() {
			if !alike(a.Field(i), b.Field(i)) {
				return false
			}
		}
		return true
	case reflect.Slice:
		for i := range min(a.Len(), b.Len()) {
			if !alike(a.Index(i), b.Index(i)) {
				return false
			}
		}
		return a.Len() == b.Len()
	case reflect.Map:
		for _, key := range a.MapKeys() {
			if !alike(a.MapIndex(key), b.MapIndex(key)) {
				return false
			}
		}
		return a.Len() == b.Len()
	case reflect.Interface:
		return alike(a.Elem(), b.Elem())
	}
	return reflect.DeepEqual(a.Interface(), b.Interface())
}

func TestJSONReadsBack(t *testing.T) {
	want := sample()
	data, err := JSON(want)
	if err != nil {
		t.Fatal(err)
	}
	if !json.Valid(data) {
		t.Fatal("not JSON")
	}
	var got Set
	if err := FromJSON(data, &got); err != nil {
		t.Fatal(err)
	}
	if !same(*want, got) {
		t.Errorf("read back:\n%+v\nwritten:\n%+v", got, *want)
	}
	again, err := JSON(&got)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(data, again) {
		t.Error("what was read back is written otherwise")
	}
}

// A text of one string, as reasons were written before they had two languages, serves both; what is no text is an error.
func TestTextOfOneString(t *testing.T) {
	var got struct{ One, Two, None Text }
	if err := FromJSON([]byte(`{"one": "as before", "two": {"en": "a", "zh": "甲"}, "none": ""}`), &got); err != nil {
		t.Fatal(err)
	}
	if got.One != (Text{"as before", "as before"}) || got.Two != (Text{"a", "甲"}) || got.None != (Text{}) {
		t.Errorf("%+v", got)
	}
	if err := FromJSON([]byte(`{"one": 3}`), &got); err == nil {
		t.Error("a number is taken for a text")
	}
}

func TestJSONOfWhatIsNoNumber(t *testing.T) {
	got, err := JSON(map[string]any{"nan": math.NaN(), "up": math.Inf(1), "down": []float64{math.Inf(-1), 0.1}, "none": []int(nil), "text": "a<b 无"})
	if err != nil {
		t.Fatal(err)
	}
	var short bytes.Buffer
	if err := json.Compact(&short, got); err != nil {
		t.Fatal(err)
	}
	want := `{"down":[null,0.1],"nan":null,"none":[],"text":"a<b 无","up":null}`
	if short.String() != want {
		t.Errorf("got %s, want %s", short.String(), want)
	}
}

func TestNumberIsTheShortestThatReadsBack(t *testing.T) {
	for x, want := range map[float64]string{0.1: "0.1", 43000: "43000", 1.0 / 3: "0.3333333333333333", 1e21: "1e+21", -0.5: "-0.5", 0: "0"} {
		if got := Number(x); got != want {
			t.Errorf("Number(%v) = %q, want %q", x, got, want)
		}
	}
	if Number(math.NaN()) != "" || Number(math.Inf(-1)) != "" {
		t.Error("what is no finite number is empty")
	}
}

// The expected hash comes from Python:
//
//	hashlib.sha256(json.dumps({"engine": 1, "plan": "ab", "data": [{"name": "observations.csv", "sha256": "cd"}],
//	"scenarios": ["trend", "plan"], "sampler": "sobol", "seed": 2**64-1, "draws": 10240, "parameter_sets": 200},
//	sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()).hexdigest()
func TestHash(t *testing.T) {
	id := sample().Manifest.Identity
	const want = "b008e2c9af0e91754f53e76f38a1d9b8faabd423e0821e2ff8b3d4101882a9e1"
	if got := Hash(id); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	smooth := id
	smooth.Smooth = 128
	if Hash(smooth) == want {
		t.Error("Smooth does not change the hash")
	}
	// every field that is given counts
	v := reflect.ValueOf(&id).Elem()
	for i := range v.NumField() {
		other := sample().Manifest.Identity
		field := reflect.ValueOf(&other).Elem().Field(i)
		field.SetZero()
		if Hash(other) == want && !v.Field(i).IsZero() {
			t.Errorf("%s does not change the hash", v.Type().Field(i).Name)
		}
	}
}

// A load client on raw HTTP/2 frames, so that what is measured is the server. It speaks Numaflow's map, sink and reduce
// and plain unary calls, packs messages that are ready into DATA frames of up to 16 KiB as tonic's client does, honours
// flow control, and prints one line of JSON.
//
//	load map|sink|reduce -address /run/x.sock -path /map.v1.Map/MapFn -bytes 100 -window 500 -messages 100000 [-verify]
//	load unary -address 127.0.0.1:1234 -path /x.Y/Z -bytes 100 -window 50 -messages 10000 [-verify]
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"syscall"
	"time"
)

type options struct {
	kind     string
	address  string
	path     string
	bytes    int
	window   int
	messages int
	verify   bool
}

type result struct {
	Messages  int     `json:"messages"`
	Seconds   float64 `json:"seconds"`
	ClientCPU float64 `json:"clientCpuSeconds"`
}

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) == 0 {
		return fmt.Errorf("which load: map, sink, reduce or unary?")
	}
	o := options{kind: args[0]}
	flags := flag.NewFlagSet("load", flag.ContinueOnError)
	flags.StringVar(&o.address, "address", "", "a socket's path, or host:port")
	flags.StringVar(&o.path, "path", "", "the method's path")
	flags.IntVar(&o.bytes, "bytes", 100, "size of a value")
	flags.IntVar(&o.window, "window", 500, "messages in flight; of a sink, the size of a batch")
	flags.IntVar(&o.messages, "messages", 100_000, "how many in all")
	flags.BoolVar(&o.verify, "verify", false, "check every answer")
	if err := flags.Parse(args[1:]); err != nil {
		return err
	}
	c, err := dial(o.address)
	if err != nil {
		return err
	}
	defer c.close()
	load, known := map[string]func(*connection, options) error{
		"map": loadMap, "sink": loadSink, "reduce": loadReduce, "unary": loadUnary,
	}[o.kind]
	if !known {
		return fmt.Errorf("no load %s", o.kind)
	}
	began, cpu := time.Now(), cpuSeconds()
	if err := load(c, o); err != nil {
		return err
	}
	seconds := time.Since(began).Seconds()
	return json.NewEncoder(os.Stdout).Encode(result{o.messages, seconds, cpuSeconds() - cpu})
}

func cpuSeconds() float64 {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		return 0
	}
	return float64(usage.Utime.Nano()+usage.Stime.Nano()) / 1e9
}

// A Numaflow client and Numaflow servers on the platform's own Go SDK, to judge servers and clients that it did not make.
//
//	judge client <kind> <socket path or host:port> <case>   drives a server and checks every answer
//	judge server <kind> <folder>                            serves on <folder>/<kind>.sock
//
// What the handlers of a judged server have to do is what the servers of this program do: see server.go.
package main

import (
	"fmt"
	"os"
)

func main() {
	if err := dispatch(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func dispatch(args []string) error {
	switch {
	case len(args) == 4 && args[0] == "client":
		return judge(args[1], args[2], args[3])
	case len(args) == 3 && args[0] == "server":
		return serve(args[1], args[2])
	}
	return fmt.Errorf("usage: judge client <kind> <address> <case> | judge server <kind> <folder>")
}

// The real Temporal server in one process on SQLite, with the command line of "temporal server start-dev".
package main

import (
	"fmt"
	"log"
	"net"
	"os"

	"go.temporal.io/server/common/authorization"
	"go.temporal.io/server/common/config"
	"go.temporal.io/server/common/headers"
	serverlog "go.temporal.io/server/common/log"
	"go.temporal.io/server/temporal"
)

func main() {
	log.SetFlags(0)
	options := parseOptions(os.Args[1:])
	store := options.store()
	options.prepare(store)
	configuration, hosts := options.configuration(store)

	logger := serverlog.NewZapLogger(serverlog.BuildZapLogger(serverlog.Config{Stdout: true, Level: options.logLevel}))
	authorizer, err := authorization.GetAuthorizerFromConfig(&configuration.Global.Authorization)
	check(err)
	claims, err := authorization.GetClaimMapperFromConfig(&configuration.Global.Authorization, logger)
	check(err)
	server, err := temporal.NewServer(
		temporal.WithConfig(configuration),
		temporal.ForServices(temporal.DefaultServices),
		temporal.WithStaticHosts(hosts),
		temporal.WithLogger(logger),
		temporal.WithAuthorizer(authorizer),
		temporal.WithClaimMapper(func(*config.Config) authorization.ClaimMapper { return claims }),
		temporal.WithDynamicConfigClient(options.dynamicConfig()),
		temporal.InterruptOn(temporal.InterruptCh()),
	)
	check(err)
	fmt.Println("server", headers.ServerVersion, "on", options.address())
	check(server.Start())
}

func check(err error) {
	if err != nil {
		log.Fatalln("error:", err)
	}
}

func freePort() int {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	check(err)
	defer listener.Close()
	return listener.Addr().(*net.TCPAddr).Port
}

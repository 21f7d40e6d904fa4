package main

import (
	"fmt"
	"time"

	"go.temporal.io/server/common/cluster"
	"go.temporal.io/server/common/config"
	"go.temporal.io/server/common/membership/static"
	"go.temporal.io/server/common/primitives"
)

// One cluster of one host, whose four services listen on ports of their own.
func (o *options) configuration(store *config.SQL) (*config.Config, map[primitives.ServiceName]static.Hosts) {
	c := &config.Config{Services: map[string]config.Service{}}
	c.Global.Membership = config.Membership{MaxJoinDuration: 30 * time.Second, BroadcastAddress: o.ip}
	c.Persistence = config.Persistence{
		DefaultStore:     "sqlite",
		VisibilityStore:  "sqlite",
		NumHistoryShards: 1,
		DataStores:       map[string]config.DataStore{"sqlite": {SQL: store}},
	}
	c.ClusterMetadata = &cluster.Config{
		FailoverVersionIncrement: 10,
		MasterClusterName:        "active",
		CurrentClusterName:       "active",
		ClusterInformation: map[string]cluster.ClusterInformation{"active": {
			Enabled:                true,
			InitialFailoverVersion: 1,
			RPCAddress:             o.address(),
			HTTPAddress:            fmt.Sprintf("%s:%d", o.ip, o.httpPort),
			ClusterID:              "5d0c2f5a-7f0e-4f7b-8a52-9d1d5a6c1f10",
		}},
	}
	c.DCRedirectionPolicy.Policy = "noop"
	c.Archival.History.State, c.Archival.Visibility.State = "disabled", "disabled"
	c.NamespaceDefaults.Archival.History.State = "disabled"
	c.NamespaceDefaults.Archival.Visibility.State = "disabled"
	c.PublicClient.HostPort = o.address()

	hosts := map[primitives.ServiceName]static.Hosts{}
	services := []primitives.ServiceName{
		primitives.FrontendService, primitives.HistoryService, primitives.MatchingService, primitives.WorkerService,
	}
	for _, name := range services {
		rpc := config.RPC{BindOnIP: o.ip}
		if name == primitives.FrontendService {
			rpc.GRPCPort, rpc.HTTPPort = o.port, o.httpPort
		} else {
			rpc.GRPCPort = freePort()
		}
		c.Services[string(name)] = config.Service{RPC: rpc}
		hosts[name] = static.SingleLocalHost(fmt.Sprintf("127.0.0.1:%d", rpc.GRPCPort))
	}
	return c, hosts
}

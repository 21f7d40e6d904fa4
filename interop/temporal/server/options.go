package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"math/rand"
	"os"
	"strconv"
	"strings"

	"go.temporal.io/api/enums/v1"
	"go.temporal.io/server/common/config"
	"go.temporal.io/server/common/dynamicconfig"
	"go.temporal.io/server/common/persistence/sql/sqlplugin/sqlite"
	schema "go.temporal.io/server/schema/sqlite"
)

// Flags that may be given more than once.
type list []string

func (l *list) String() string         { return strings.Join(*l, ",") }
func (l *list) Set(value string) error { *l = append(*l, value); return nil }

type options struct {
	ip, file, logLevel                             string
	port, httpPort                                 int
	namespaces, dynamic, searchAttributes, pragmas list
}

func parseOptions(args []string) *options {
	o := &options{}
	flags := flag.NewFlagSet("server start-dev", flag.ExitOnError)
	flags.StringVar(&o.ip, "ip", "127.0.0.1", "address to listen on")
	flags.IntVar(&o.port, "port", 7233, "port of the frontend")
	flags.IntVar(&o.httpPort, "http-port", 0, "port of the HTTP API (default: a free one)")
	flags.StringVar(&o.file, "db-filename", "", "file of the database (default: none, in memory)")
	flags.StringVar(&o.logLevel, "log-level", "warn", "least level of the log")
	flags.Var(&o.namespaces, "namespace", "namespace to make beside default; may be repeated")
	flags.Var(&o.dynamic, "dynamic-config-value", "KEY=JSON; may be repeated")
	flags.Var(&o.searchAttributes, "search-attribute", "NAME=TYPE; may be repeated")
	flags.Var(&o.pragmas, "sqlite-pragma", "NAME=VALUE; may be repeated")
	// What official SDKs pass as well.
	flags.Bool("headless", true, "ignored: there is no web UI")
	flags.String("log-format", "", "ignored")
	flags.Int("ui-port", 0, "ignored")
	if len(args) >= 2 && args[0] == "server" && args[1] == "start-dev" {
		args = args[2:]
	}
	check(flags.Parse(args))
	if o.httpPort == 0 {
		o.httpPort = freePort()
	}
	return o
}

func (o *options) address() string { return fmt.Sprintf("%s:%d", o.ip, o.port) }

func (o *options) store() *config.SQL {
	store := &config.SQL{PluginName: sqlite.PluginName, DatabaseName: o.file}
	if o.file == "" {
		store.DatabaseName = strconv.Itoa(rand.Int())
		store.ConnectAttributes = map[string]string{"mode": "memory", "cache": "shared"}
	} else {
		store.ConnectAttributes = map[string]string{"mode": "rwc"}
	}
	for _, pragma := range o.pragmas {
		name, value, _ := strings.Cut(pragma, "=")
		store.ConnectAttributes[name] = value
	}
	return store
}

// Makes the tables of a new file, and the namespaces that are not there. A store in memory makes its tables itself.
func (o *options) prepare(store *config.SQL) {
	if _, err := os.Stat(o.file); o.file != "" && os.IsNotExist(err) {
		check(schema.SetupSchema(store))
	}
	attributes := map[string]enums.IndexedValueType{}
	for _, attribute := range o.searchAttributes {
		name, text, _ := strings.Cut(attribute, "=")
		kind, err := enums.IndexedValueTypeFromString(text)
		check(err)
		attributes[name] = kind
	}
	for _, name := range append(list{"default"}, o.namespaces...) {
		namespace, err := schema.NewNamespaceConfig("active", name, false, attributes)
		check(err)
		check(schema.CreateNamespaces(store, namespace))
	}
}

// What start-dev sets, and what the command line adds.
func (o *options) dynamicConfig() dynamicconfig.StaticClient {
	values := append(list{
		"system.forceSearchAttributesCacheRefreshOnRead=true",
		"system.forceNexusEndpointRefreshOnRead=true",
		"frontend.persistenceMaxQPS=10000",
		"history.persistenceMaxQPS=45000",
		"history.hostLevelCacheMaxSize=8096",
		"frontend.namespaceRPS.visibility=100",
	}, o.dynamic...)
	client := dynamicconfig.StaticClient{}
	for _, entry := range values {
		key, text, _ := strings.Cut(entry, "=")
		var value any
		check(json.Unmarshal([]byte(text), &value))
		// Whole numbers are int where the server reads them.
		if number, ok := value.(float64); ok && number == float64(int(number)) {
			value = int(number)
		}
		client[dynamicconfig.MakeKey(key)] = value
	}
	return client
}

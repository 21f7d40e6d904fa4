// numaflow-go's own servers.
//
//	bench-stream-go <kind> <folder>
package main

import (
	"context"
	"log"
	"os"
	"strconv"

	numaflow "github.com/numaproj/numaflow-go/pkg"
	"github.com/numaproj/numaflow-go/pkg/mapper"
	"github.com/numaproj/numaflow-go/pkg/reducer"
	"github.com/numaproj/numaflow-go/pkg/sinker"
)

func echo(_ context.Context, keys []string, datum mapper.Datum) mapper.Messages {
	return mapper.MessagesBuilder().Append(mapper.NewMessage(datum.Value()).WithKeys(keys))
}

func store(_ context.Context, datums <-chan sinker.Datum) sinker.Responses {
	responses := sinker.ResponsesBuilder()
	for datum := range datums {
		responses = responses.Append(sinker.ResponseOK(datum.ID()))
	}
	return responses
}

func count(_ context.Context, keys []string, datums <-chan reducer.Datum, _ reducer.Metadata) reducer.Messages {
	number := 0
	for range datums {
		number++
	}
	return reducer.MessagesBuilder().Append(reducer.NewMessage([]byte(strconv.Itoa(number))).WithKeys(keys))
}

func main() {
	kind, folder := os.Args[1], os.Args[2]
	socket, info := folder+"/udf.sock", folder+"/server-info"
	var server numaflow.Server
	switch kind {
	case "map":
		server = mapper.NewServer(mapper.MapperFunc(echo), mapper.WithSockAddr(socket), mapper.WithServerInfoFilePath(info))
	case "sink":
		server = sinker.NewServer(sinker.SinkerFunc(store), sinker.WithSockAddr(socket), sinker.WithServerInfoFilePath(info))
	default:
		server = reducer.NewServer(reducer.SimpleCreatorWithReduceFn(count), reducer.WithSockAddr(socket), reducer.WithServerInfoFilePath(info))
	}
	if err := server.Start(context.Background()); err != nil {
		log.Fatal(err)
	}
}

package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	numaflow "github.com/numaproj/numaflow-go/pkg"
	"github.com/numaproj/numaflow-go/pkg/mapper"
	"github.com/numaproj/numaflow-go/pkg/reducer"
	"github.com/numaproj/numaflow-go/pkg/sinker"
	"github.com/numaproj/numaflow-go/pkg/sourcetransformer"
)

// boom fails the handler, drop drops the message; every other value comes back with its keys and the tag "seen".
func mapHandler(_ context.Context, keys []string, datum mapper.Datum) mapper.Messages {
	switch string(datum.Value()) {
	case "boom":
		panic("boom")
	case "drop":
		return mapper.MessagesBuilder().Append(mapper.MessageToDrop())
	}
	return mapper.MessagesBuilder().Append(mapper.NewMessage(datum.Value()).WithKeys(keys).WithTags([]string{"seen"}))
}

// As mapHandler, with an event time one hour later.
func transformHandler(_ context.Context, keys []string, datum sourcetransformer.Datum) sourcetransformer.Messages {
	later := datum.EventTime().Add(time.Hour)
	switch string(datum.Value()) {
	case "boom":
		panic("boom")
	case "drop":
		return sourcetransformer.MessagesBuilder().Append(sourcetransformer.MessageToDrop(datum.EventTime()))
	}
	message := sourcetransformer.NewMessage(datum.Value(), later).WithKeys(keys).WithTags([]string{"seen"})
	return sourcetransformer.MessagesBuilder().Append(message)
}

// Counts the values of its keys: "n=<count>". A value boom fails.
func reduceHandler(_ context.Context, keys []string, datums <-chan reducer.Datum, _ reducer.Metadata) reducer.Messages {
	count := 0
	for datum := range datums {
		if string(datum.Value()) == "boom" {
			panic("boom")
		}
		count++
	}
	return reducer.MessagesBuilder().Append(reducer.NewMessage([]byte(fmt.Sprintf("n=%d", count))).WithKeys(keys))
}

// fail… is a failure with the text "no", fb… goes to the fallback sink, boom fails the handler, all else is a success.
func sinkHandler(_ context.Context, datums <-chan sinker.Datum) sinker.Responses {
	responses := sinker.ResponsesBuilder()
	for datum := range datums {
		value := string(datum.Value())
		switch {
		case value == "boom":
			panic("boom")
		case strings.HasPrefix(value, "fail"):
			responses = responses.Append(sinker.ResponseFailure(datum.ID(), "no"))
		case strings.HasPrefix(value, "fb"):
			responses = responses.Append(sinker.ResponseFallback(datum.ID()))
		default:
			responses = responses.Append(sinker.ResponseOK(datum.ID()))
		}
	}
	return responses
}

func serve(kind, folder string) error {
	socket := folder + "/" + kind + ".sock"
	info := folder + "/" + kind + "-server-info"
	var server numaflow.Server
	switch kind {
	case "map":
		server = mapper.NewServer(mapper.MapperFunc(mapHandler), mapper.WithSockAddr(socket), mapper.WithServerInfoFilePath(info))
	case "sourcetransform":
		server = sourcetransformer.NewServer(sourcetransformer.SourceTransformFunc(transformHandler),
			sourcetransformer.WithSockAddr(socket), sourcetransformer.WithServerInfoFilePath(info))
	case "reduce":
		server = reducer.NewServer(reducer.SimpleCreatorWithReduceFn(reduceHandler),
			reducer.WithSockAddr(socket), reducer.WithServerInfoFilePath(info))
	case "sink":
		server = sinker.NewServer(sinker.SinkerFunc(sinkHandler), sinker.WithSockAddr(socket), sinker.WithServerInfoFilePath(info))
	default:
		return fmt.Errorf("no server of kind %s", kind)
	}
	return server.Start(context.Background())
}

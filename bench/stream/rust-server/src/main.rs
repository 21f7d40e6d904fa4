//! The `numaflow` crate's own servers: `millrace-bench-stream-rust <kind> <folder>`.

use numaflow::shared::ServerExtras;
use numaflow::{map, reduce, sink};
use tokio::sync::mpsc;

struct Echo;

#[tonic::async_trait]
impl map::Mapper for Echo {
    async fn map(&self, request: map::MapRequest) -> Vec<map::Message> {
        vec![map::Message::new(request.value).with_keys(request.keys)]
    }
}

struct Store;

#[tonic::async_trait]
impl sink::Sinker for Store {
    async fn sink(&self, mut requests: mpsc::Receiver<sink::SinkRequest>) -> Vec<sink::Response> {
        let mut responses = Vec::new();
        while let Some(request) = requests.recv().await {
            responses.push(sink::Response::ok(request.id));
        }
        responses
    }
}

struct Count;

#[tonic::async_trait]
impl reduce::Reducer for Count {
    async fn reduce(
        &self,
        keys: Vec<String>,
        mut requests: mpsc::Receiver<reduce::ReduceRequest>,
        _metadata: &reduce::Metadata,
    ) -> Vec<reduce::Message> {
        let mut count = 0;
        while requests.recv().await.is_some() {
            count += 1;
        }
        vec![reduce::Message::new(count.to_string().into_bytes()).with_keys(keys)]
    }
}

struct Counts;

impl reduce::ReducerCreator for Counts {
    type R = Count;

    fn create(&self) -> Count {
        Count
    }
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    let mut args = std::env::args().skip(1);
    let kind = args.next().unwrap_or_default();
    let folder = args.next().unwrap_or_default();
    let socket = format!("{folder}/udf.sock");
    let info = format!("{folder}/server-info");
    match kind.as_str() {
        "map" => map::Server::new(Echo).with_socket_file(socket).with_server_info_file(info).start().await,
        "sink" => sink::Server::new(Store).with_socket_file(socket).with_server_info_file(info).start().await,
        _ => reduce::Server::new(Counts).with_socket_file(socket).with_server_info_file(info).start().await,
    }
}

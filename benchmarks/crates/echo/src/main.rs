//===- main.rs - tasks that send each other messages -===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// bench-echo MESSAGES: tokio, one thread; a server task for each of 64 connections in memory.
//
//===----------------------------------------------------------------------===//

use std::sync::Arc;
use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream};
use tokio::sync::mpsc;

async fn serve(mut stream: DuplexStream, log: mpsc::UnboundedSender<Arc<str>>) {
    let mut length = [0u8; 1];
    while stream.read_exact(&mut length).await.is_ok() {
        let mut text = vec![0; length[0] as usize];
        stream.read_exact(&mut text).await.unwrap();
        log.send(String::from_utf8_lossy(&text).into()).unwrap();
        stream.write_all(&text).await.unwrap();
    }
}

async fn ask(mut stream: DuplexStream, messages: u64) -> usize {
    let mut bytes = 0;
    for number in 0..messages {
        let text = format!("message number {number}");
        let mut packet = vec![text.len() as u8];
        packet.extend_from_slice(text.as_bytes());
        stream.write_all(&packet).await.unwrap();
        let mut answer = vec![0; text.len()];
        stream.read_exact(&mut answer).await.unwrap();
        bytes += answer.len();
    }
    bytes
}

async fn run(messages: u64) -> (usize, usize) {
    let (log, mut logged) = mpsc::unbounded_channel();
    let clients: Vec<_> = (0..64)
        .map(|_| {
            let (near, far) = tokio::io::duplex(128);
            tokio::spawn(serve(far, log.clone()));
            tokio::spawn(ask(near, messages / 64))
        })
        .collect();
    drop(log);
    let mut lines = 0;
    while let Some(line) = logged.recv().await {
        lines += line.len();
    }
    let mut bytes = 0;
    for client in clients {
        bytes += client.await.unwrap();
    }
    (bytes, lines)
}

fn main() {
    let messages: u64 = std::env::args().nth(1).unwrap().parse().unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let (bytes, lines) = runtime.block_on(run(messages));
    println!("{bytes} {lines}");
}

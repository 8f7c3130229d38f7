# Plain HTTP and plain Kafka, within the stack of docker-compose.yml alone.
storage "kafka" {
  bootstrap_servers   = "kafka:9092"
  state_path          = "/var/lib/leasehold/state"
  replication_factor  = 1
  min_insync_replicas = 1
  allow_insecure      = true
}

listener "tcp" {
  address     = "0.0.0.0:8200"
  tls_disable = true
}

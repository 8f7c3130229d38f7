package dev.leasehold.verticles.astrasimulator;

import java.util.Locale;

/// What a request under `/v2` asks for.
public enum ApiCall {
  /// `POST /v2/clientIdSecrets`, and `/v2/tokens`, which does the same.
  CREATE,
  /// `DELETE /v2/clientIdSecrets/{clientId}`
  DELETE,
  /// `GET /v2/clientIdSecrets`
  LIST,
  /// `GET /v2/currentOrg`
  ORGANIZATION,
  /// `GET /v2/organizations/roles`
  ROLES,
  /// Anything else.
  UNKNOWN;

  /// As the fault switches name it.
  String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}

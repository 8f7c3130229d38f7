package dev.leasehold.verticles.compose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.NonValidationKeyword;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/// The schema that the Compose specification gives for its files.
final class ComposeSchema {
  private static final String PLACE = "/compose-spec/compose-spec.json";

  /// It calls itself by a relative name, which must be relative to something; nothing is fetched.
  private static final SchemaLocation ITS_PLACE = SchemaLocation.of("classpath:/compose-spec/");

  private static final JsonSchema SCHEMA = read();

  private ComposeSchema() {}

  /// What is against it, a line each.
  static List<String> complaints(ComposeFile file) {
    return SCHEMA.validate(file.root()).stream()
        .map(ValidationMessage::getMessage)
        .sorted()
        .toList();
  }

  private static JsonSchema read() {
    try (InputStream in =
        Objects.requireNonNull(ComposeSchema.class.getResourceAsStream(PLACE), PLACE)) {
      JsonNode schema = new ObjectMapper().readTree(in);
      return factory().getSchema(ITS_PLACE, schema);
    } catch (IOException e) {
      throw new UncheckedIOException(PLACE, e);
    }
  }

  /// It says draft 7, and takes a word from a later one.
  private static JsonSchemaFactory factory() {
    JsonMetaSchema dialect =
        JsonMetaSchema.builder(JsonMetaSchema.getV7())
            .keyword(new NonValidationKeyword("deprecated"))
            .build();
    return JsonSchemaFactory.getInstance(
        VersionFlag.V7,
        builder -> builder.metaSchema(dialect).defaultMetaSchemaIri(dialect.getIri()));
  }
}

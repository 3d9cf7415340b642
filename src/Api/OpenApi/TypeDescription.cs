using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Grid.Api.Requests;
using Grid.Domain.Counting;
using Grid.Domain.Text;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Grid.Api.OpenApi;

/// <summary>Completes what the framework says of a type: moments and enums are texts, and members may say which values they have.</summary>
internal static class TypeDescription
{
    public static Task ApplyAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        // A member without a value is absent, also where the constructor of its type takes it.
        foreach (var member in context.JsonTypeInfo.Properties)
        {
            if (Nullable.GetUnderlyingType(member.PropertyType) is not null)
                schema.Required?.Remove(member.Name);
        }

        var type = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type;
        if (type == typeof(DateTimeOffset) || type.IsEnum)
        {
            schema.Type = JsonSchemaType.String;
            if (type != context.JsonTypeInfo.Type)
                schema.Type |= JsonSchemaType.Null;
            if (type.IsEnum)
                Mark(schema, type.Name);
        }

        if (type == typeof(JsonElement) || typeof(JsonNode).IsAssignableFrom(type))
            schema.Type = JsonSchemaType.Object;
        else if (IsText(type))
            schema.Type = JsonSchemaType.String;
        if (type == typeof(CountingPeriod))
            schema.Pattern = QueryDescription.Month;

        if (context.JsonPropertyInfo is { CustomConverter: NumberOrText })
            schema.Type = JsonSchemaType.Integer;

        if (context.JsonPropertyInfo is { } property && ValuesOf(property) is { } values)
            Mark(schema, values.Marker);
        if (context.JsonPropertyInfo is { } list && BodyShape.LongestOf(list) is var items && items != BodyShape.LongestList)
            schema.MaxItems = items;
        return Task.CompletedTask;
    }

    /// <summary>A value of the domain that reads and writes itself as a text.</summary>
    private static bool IsText(Type type) =>
        type.GetCustomAttribute<JsonConverterAttribute>()?.ConverterType?.BaseType is { IsGenericType: true } converter
        && converter.GetGenericTypeDefinition() == typeof(TextValueConverter<>);

    /// <summary>What the property says, or the parameter of the record's constructor that it comes from.</summary>
    private static ValuesAttribute? ValuesOf(JsonPropertyInfo property) =>
        property.AttributeProvider is not PropertyInfo member
            ? null
            : member.GetCustomAttribute<ValuesAttribute>()
                ?? member
                    .DeclaringType!.GetConstructors()
                    .SelectMany(constructor => constructor.GetParameters())
                    .Where(parameter => parameter.Name == member.Name)
                    .Select(parameter => parameter.GetCustomAttribute<ValuesAttribute>())
                    .FirstOrDefault(found => found is not null);

    private static void Mark(OpenApiSchema schema, string values)
    {
        schema.Extensions ??= new Dictionary<string, IOpenApiExtension>(StringComparer.Ordinal);
        schema.Extensions[PublishedDocument.Values] = new JsonNodeExtension(JsonValue.Create(values));
    }
}

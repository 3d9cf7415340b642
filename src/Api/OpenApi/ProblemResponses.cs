using System.Globalization;
using System.Text.Json;
using Grid.Api.Problems;
using Grid.Api.Requests;
using Grid.Api.Security;
using Grid.Domain.Persons;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Grid.Api.OpenApi;

/// <summary>Adds to every operation the problems that it may answer with, each with an example.</summary>
internal static class ProblemResponses
{
    private const string SchemaName = nameof(ProblemBody);

    public static async Task ApplyAsync(
        OpenApiOperation operation,
        OpenApiOperationTransformerContext context,
        CancellationToken cancellationToken
    )
    {
        var document = context.Document!;
        if (document.Components?.Schemas?.ContainsKey(SchemaName) != true)
            document.AddComponent(SchemaName, await context.GetOrCreateSchemaAsync(typeof(ProblemBody), null, cancellationToken));

        operation.Responses ??= [];
        foreach (var group in Of(operation, context).GroupBy(problem => problem.Kind.Status))
        {
            var media = new OpenApiMediaType
            {
                Schema = new OpenApiSchemaReference(SchemaName, document),
                Examples = new Dictionary<string, IOpenApiExample>(StringComparer.Ordinal),
            };
            foreach (var problem in group.DistinctBy(problem => problem.Kind.Code))
            {
                media.Examples[problem.Kind.Code] = new OpenApiExample
                {
                    Summary = problem.Kind.Title.En,
                    Value = JsonSerializer.SerializeToNode(
                        ProblemBody.Of(problem, Language.English, "4bf92f3577b34da6a3ce929d0e0e4736"),
                        ApiJson.Options
                    ),
                };
            }

            operation.Responses[group.Key.ToString(CultureInfo.InvariantCulture)] = new OpenApiResponse
            {
                Description = string.Join("; ", media.Examples.Keys),
                Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal) { [ProblemWriter.ContentType] = media },
                Headers = new Dictionary<string, IOpenApiHeader>(StringComparer.Ordinal)
                {
                    ["Content-Language"] = OperationDescription.Header("The language of title and detail: zh-CN or en."),
                },
            };
        }
    }

    private static IEnumerable<Problem> Of(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        var known = metadata.OfType<Operation>().FirstOrDefault();
        var hasBody = metadata.OfType<RequestExample>().Any();
        var writes = known?.Kind == OperationKind.Write;
        yield return Problem.Fields(
            new FieldError(hasBody ? "reason" : "query.pageSize", hasBody ? FieldCodes.Required : FieldCodes.OutOfRange)
        );
        yield return new Problem(ProblemCatalogue.TooManyRequests);
        if (hasBody)
            yield return new Problem(ProblemCatalogue.TooSlow);
        yield return new Problem(
            writes ? ProblemCatalogue.OutcomeUnknown
            : known?.Kind == OperationKind.Repeatable ? ProblemCatalogue.OutcomeUnknownRepeat
            : ProblemCatalogue.Unavailable
        );
        if (writes)
        {
            yield return new Problem(ProblemCatalogue.Unavailable);
            yield return new Problem(ProblemCatalogue.IdempotencyKeyNeeded);
            yield return new Problem(ProblemCatalogue.IdempotencyKeyReused);
            if (hasBody)
                yield return Problem.Of(Refusal.Invalid("reason", FieldRule.NoContent));
        }

        if (metadata.OfType<ReadsIfMatch>().LastOrDefault() is { } match)
        {
            yield return IfMatch.Failed("17");
            FieldError missing = new("header.If-Match", FieldCodes.Required);
            if (match.IsNeeded)
                yield return new Problem(ProblemCatalogue.VersionNeeded) { Errors = [missing] };
        }

        // Whoever sends a token is judged by it, even where none is needed.
        yield return new Problem(ProblemCatalogue.SystemNotKnown);
        if (known?.Kind == OperationKind.Repeatable && IsOfThePerson(known))
            yield return new Problem(ProblemCatalogue.IdempotencyKeyReused);
        if (known is not null && !RoleMatrix.BuiltIn.IsOpen(known.Name))
        {
            yield return new Problem(ProblemCatalogue.NotAuthenticated);
            yield return new Problem(ProblemCatalogue.OfficeNotKnown);
            yield return new Problem(ProblemCatalogue.RoleNotAllowed) { Allowed = RoleMatrix.BuiltIn.RolesOf(known.Name) };
            if (RoleMatrix.BuiltIn.IsForProvince(known.Name))
                yield return new Problem(ProblemCatalogue.ForProvince);
        }

        if (hasBody)
        {
            yield return new Problem(ProblemCatalogue.MalformedJson);
            yield return new Problem(ProblemCatalogue.PapersNotAllowed) { Errors = [new FieldError("attachments", FieldCodes.Unknown)] };
            yield return new Problem(ProblemCatalogue.TooLarge);
            yield return new Problem(ProblemCatalogue.NotJson);
        }

        var asksByReceipt =
            known?.Name is "progress.read" or "inbox.read" or "hotline.progress" or "hotline.complain" || IsOfThePerson(known);
        var namesOneInBody =
            known?.Name
            is "ledger.export"
                or "notices.delivery-report"
                or "civil-affairs.result"
                or "households.create"
                or "phone-samples.draw";
        if (namesOneInBody || operation.Parameters?.Any(parameter => parameter.In == ParameterLocation.Path) == true || asksByReceipt)
        {
            yield return new Problem(
                asksByReceipt ? ProblemCatalogue.ProgressNotFound
                : known?.Name == "commands.read" ? ProblemCatalogue.CommandNotKnown
                : ProblemCatalogue.NotFound
            );
        }

        foreach (var kind in known is null ? [] : RoleMatrix.BuiltIn.RefusalsOf(known.Name))
            yield return new Problem(kind) { Errors = FieldsOf(kind) };
    }

    /// <summary>The person asks with receipt and identity number, and no token.</summary>
    internal static bool IsOfThePerson(Operation? operation) =>
        operation?.Name.StartsWith("own-", StringComparison.Ordinal) == true && RoleMatrix.BuiltIn.IsOpen(operation.Name);

    /// <summary>The field that the example of such a problem names.</summary>
    private static IReadOnlyList<FieldError> FieldsOf(ProblemKind kind) =>
        kind == ProblemCatalogue.PeriodNotKnown ? [new FieldError("path.period", FieldCodes.OutOfRange)]
        : kind == ProblemCatalogue.RegionNotReporting ? [new FieldError("path.region", FieldCodes.NotInList)]
        : kind == ProblemCatalogue.RegionOutOfReach ? [new FieldError("path.region", FieldCodes.OutOfRange)]
        : [];
}

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
        {
            document.AddComponent(SchemaName, await context.GetOrCreateSchemaAsync(typeof(ProblemBody), null, cancellationToken));
        }

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
        }

        if (known is not null && !RoleMatrix.BuiltIn.IsOpen(known.Name))
        {
            yield return new Problem(ProblemCatalogue.NotAuthenticated);
            yield return new Problem(ProblemCatalogue.RoleNotAllowed) { Allowed = RoleMatrix.BuiltIn.RolesOf(known.Name) };
        }

        if (hasBody)
        {
            yield return new Problem(ProblemCatalogue.MalformedJson);
            yield return new Problem(ProblemCatalogue.PapersNotAllowed) { Errors = [new FieldError("attachments", FieldCodes.Unknown)] };
            yield return new Problem(ProblemCatalogue.TooLarge);
            yield return new Problem(ProblemCatalogue.NotJson);
        }

        var asksByReceipt = known?.Name is "progress.read" or "inbox.read" or "own-report.record";
        if (operation.Parameters?.Any(parameter => parameter.In == ParameterLocation.Path) == true || asksByReceipt)
        {
            yield return new Problem(asksByReceipt ? ProblemCatalogue.ProgressNotFound : ProblemCatalogue.NotFound);
        }

        if (
            known?.Name.StartsWith("reports.", StringComparison.Ordinal) == true
            || known?.Name.StartsWith("denominators.", StringComparison.Ordinal) == true
        )
        {
            yield return new Problem(ProblemCatalogue.PeriodNotKnown) { Errors = [new FieldError("path.period", FieldCodes.OutOfRange)] };
            yield return new Problem(ProblemCatalogue.RegionNotReporting)
            {
                Errors = [new FieldError("path.region", FieldCodes.NotInList)],
            };
            yield return new Problem(ProblemCatalogue.RegionOutOfReach) { Errors = [new FieldError("path.region", FieldCodes.OutOfRange)] };
        }

        if (known?.Name == "phone-samples.draw")
        {
            yield return new Problem(ProblemCatalogue.RegionOutOfReach) { Errors = [new FieldError("region", FieldCodes.OutOfRange)] };
        }

        foreach (var kind in OfReports(known?.Name))
        {
            yield return new Problem(kind);
        }

        foreach (var code in writes ? RefusalsOf(known!.Name) : [])
        {
            yield return new Problem(ProblemCatalogue.Of(code));
        }
    }

    private static ProblemKind[] OfReports(string? operation) =>
        operation switch
        {
            "reports.check" => [ProblemCatalogue.PeriodNotOver, ProblemCatalogue.ReportSubmitted],
            "reports.submit" =>
            [
                ProblemCatalogue.PeriodNotOver,
                ProblemCatalogue.ReportSubmitted,
                ProblemCatalogue.ReportNotChecked,
                ProblemCatalogue.ReportChanged,
                ProblemCatalogue.ReportFails,
                ProblemCatalogue.ReportWaits,
            ],
            "denominators.enter" => [ProblemCatalogue.ReportSubmitted],
            _ => [],
        };

    /// <summary>The refusals that are typical of a command; all are in the catalogue.</summary>
    private static RefusalCode[] RefusalsOf(string operation) =>
        operation switch
        {
            "applications.submit" => [RefusalCode.ContradictsNumber, RefusalCode.AlreadyRegistered, RefusalCode.NotYourCase],
            "applications.approve" =>
            [
                RefusalCode.NoOpenApplication,
                RefusalCode.IdentityNotVerified,
                RefusalCode.UnresolvedHit,
                RefusalCode.GroupNotVerified,
                RefusalCode.UnderSixteen,
                RefusalCode.NotYourCase,
            ],
            "applications.refuse" =>
            [
                RefusalCode.ForbiddenRefusalGround,
                RefusalCode.NonApprovalNotShown,
                RefusalCode.NoOpenApplication,
                RefusalCode.NotYourCase,
            ],
            "persons.exit" =>
            [
                RefusalCode.ForbiddenExitGround,
                RefusalCode.NoActiveRegistration,
                RefusalCode.BasisNotEnough,
                RefusalCode.ExitAlreadyProposed,
                RefusalCode.ProposalWaits,
                RefusalCode.NotYourCase,
            ],
            "persons.confirm-exit" => [RefusalCode.NoExitProposed, RefusalCode.SecondPersonNeeded, RefusalCode.NotYourCase],
            "persons.revoke-exit" => [RefusalCode.NotRevocable, RefusalCode.NewerCaseOpen, RefusalCode.NotYourCase],
            "persons.correct-number" =>
            [
                RefusalCode.NoOpenApplication,
                RefusalCode.CannotCorrectNumber,
                RefusalCode.MovePending,
                RefusalCode.NotYourCase,
            ],
            "persons.revoke-registration" =>
            [
                RefusalCode.RegistrationNotRevocable,
                RefusalCode.RevocationAlreadyProposed,
                RefusalCode.ProposalWaits,
                RefusalCode.BasisNotEnough,
                RefusalCode.NotYourCase,
            ],
            "persons.confirm-revocation" or "persons.reject-revocation" =>
            [
                RefusalCode.NoRevocationProposed,
                RefusalCode.SecondPersonNeeded,
                RefusalCode.NotYourCase,
            ],
            "persons.record-informing" => [RefusalCode.NothingToInformOf, RefusalCode.NotYourCase],
            "persons.object" => [RefusalCode.NothingToObjectTo, RefusalCode.ObjectionOpen, RefusalCode.ObjectionTooLate],
            "persons.answer-objection" =>
            [
                RefusalCode.UnknownObjection,
                RefusalCode.DeciderMayNotAnswer,
                RefusalCode.NotUndoable,
                RefusalCode.NewerCaseOpen,
                RefusalCode.NotYourCase,
            ],
            "persons.link" or "persons.unlink" =>
            [
                RefusalCode.NothingToLinkTo,
                RefusalCode.MainOutOfReach,
                RefusalCode.CannotLink,
                RefusalCode.CannotUnlink,
                RefusalCode.MovePending,
                RefusalCode.NotYourCase,
            ],
            "persons.end-in-error" => [RefusalCode.NoOpenApplication, RefusalCode.ProposalWaits, RefusalCode.NotYourCase],
            "persons.confirm-proposal" =>
            [
                RefusalCode.NoProposal,
                RefusalCode.SecondPersonNeeded,
                RefusalCode.SupervisorNeeded,
                RefusalCode.NotYourCase,
            ],
            "persons.reject-proposal" => [RefusalCode.NoProposal, RefusalCode.NotYourCase],
            "persons.agree-to-link" => [RefusalCode.CannotLink, RefusalCode.MovePending, RefusalCode.NotYourCase],
            "persons.correct" => [RefusalCode.NothingChanges, RefusalCode.NotYourCase],
            "persons.contact" or "persons.service" or "persons.policy" =>
            [
                RefusalCode.InvalidField,
                RefusalCode.NoActiveRegistration,
                RefusalCode.NotYourCase,
            ],
            "duties.claim" or "duties.release" or "duties.snooze" =>
            [
                RefusalCode.UnknownDuty,
                RefusalCode.DutyClaimed,
                RefusalCode.NotYourCase,
            ],
            "platform-applications.settle" => [RefusalCode.UnknownApplication],
            "wording-flags.settle" => [RefusalCode.SecondPersonNeeded],
            "calendars.load" or "notices.retry" or "reports.submit" or "denominators.enter" => [],
            _ when operation.StartsWith("applications.", StringComparison.Ordinal) =>
            [
                RefusalCode.NoOpenApplication,
                RefusalCode.NotYourCase,
            ],
            _ => [RefusalCode.NoActiveRegistration, RefusalCode.NotYourCase],
        };
}

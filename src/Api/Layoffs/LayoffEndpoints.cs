using Grid.Api.Access;
using Grid.Api.Applications;
using Grid.Api.Batches;
using Grid.Api.Commands;
using Grid.Api.Problems;
using Grid.Api.Requests;
using Grid.Api.Security;
using Grid.Domain.Calendar;
using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Reference;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Grid.Api.Layoffs;

/// <summary>Group layoffs of one employer: one list, and for each person an ordinary application with a result of its own.</summary>
internal static class LayoffEndpoints
{
    public static void MapLayoffs(this IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/v1/layoffs", Submit)
            .WithTags("Applications")
            .Writes("layoffs.submit")
            .WithDescription(
                "One application for each person, by the rules of applications.submit; a person whose application is refused stops no other. "
                    + "Send the same request with the same key again after an error: no person applies twice."
            );

    private static async Task<Ok<BatchView>> Submit(
        WriteRequest write,
        HttpRequest request,
        Body<LayoffBody> body,
        SubmissionReader reader,
        BatchRunner batches,
        CommandSender sender,
        CallLimits limits,
        IReferenceData reference,
        TimeProvider clock
    )
    {
        var group = body.Value;
        group.Read(new Fields(clock));
        var office = group.Office ?? write.Caller.Actor.Office!;
        if (reference.Offices.Find(office) is null)
            throw Problem.Of(new Refusal(RefusalCode.UnknownOffice) { Field = "office" }).AsException();
        if (!CaseScope.Covers(write.Caller.Actor, office, reference.Offices, clock.Today()))
            throw Problem.Of(new Refusal(RefusalCode.NotYourCase) { Field = "office" }).AsException();

        var digest = write.Digest(body);
        return TypedResults.Ok(
            await batches.RunAsync(
                write,
                digest,
                Lines(group, reader, write.Caller),
                async (line, application) =>
                {
                    limits.ThrowIfStopped(write.Caller);
                    var (person, command) = application;
                    var answer = await sender.SendAsync(line, digest, person, command);

                    // As of a single application: a list must not be the faster way to try names against numbers.
                    if (answer.Reply.Refusal?.Code == RefusalCode.ContradictsRecord)
                        await limits.ContradictedAsync(write.Caller, person, write.Cancelled);
                    return answer;
                },
                request.HttpContext
            )
        );
    }

    /// <summary>
    /// Each person's application, or what is wrong with it. The key of a line is the person's identifier, so that it does not depend on the
    /// place in the list.
    /// </summary>
    private static List<BatchLine<(PersonId Person, SubmitApplication Command)>> Lines(
        LayoffBody group,
        SubmissionReader reader,
        Caller caller
    )
    {
        var lines = new List<BatchLine<(PersonId Person, SubmitApplication Command)>>();
        var seen = new HashSet<PersonId>();
        foreach (var (i, one) in group.Persons!.Index())
        {
            var at = FormattableString.Invariant($"persons[{i}]");
            try
            {
                var application = PartOfBody.Read(at, () => reader.Read(group.Of(one), caller));
                lines.Add(
                    new BatchLine<(PersonId Person, SubmitApplication Command)>(application.Person.ToString(), application)
                    {
                        Person = application.Person,
                        Fault = seen.Add(application.Person)
                            ? null
                            : Problem.Fields(new FieldError(at + ".identityNumber", FieldCodes.Duplicate)),
                    }
                );
            }
            catch (ProblemException error)
            {
                lines.Add(new BatchLine<(PersonId Person, SubmitApplication Command)>(at, default) { Fault = error.Problem });
            }
        }

        return lines;
    }
}

using Grid.Api.Access;
using Grid.Api.Commands;
using Grid.Api.OpenApi;
using Grid.Api.Problems;
using Grid.Api.Requests;
using Grid.Api.Security;
using Grid.Api.Views;
using Grid.Domain.Persons;
using Grid.Domain.Text;
using Grid.Grains.Interfaces.Persons.Reading;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Grid.Api.Applications;

/// <summary>Reading applications: the worklist and one of them.</summary>
internal static class ApplicationReads
{
    /// <summary>
    /// Open applications within reach, the earliest deadline first; <c>overdue=true</c>: those that passed it and were escalated.
    /// </summary>
    public static async Task<Ok<ApplicationPageView>> List(
        HttpRequest request,
        Caller caller,
        IApplicationList list,
        ICommittedRecords records,
        AccessRecorder access,
        CancellationToken cancelled
    )
    {
        var query = new QueryReader(request);
        var overdue = query.Flag("overdue");
        var page = query.Page();
        query.ThrowIfWrong();
        var found = await list.OpenAsync(Scope.ForLists(caller), overdue, page, cancelled);
        await access.ListAsync(
            caller,
            "applications.list",
            [.. found.Items.Select(item => item.Person)],
            overdue ? "overdue" : "open",
            cancelled
        );
        var persons = await records.ReadAsync([.. found.Items.Select(item => item.Person).Distinct()], cancelled);
        return TypedResults.Ok(
            new ApplicationPageView(
                [
                    .. found.Items.Select(item => new ApplicationLine(
                        item.Number.Value,
                        item.Person.ToString(),
                        persons.GetValueOrDefault(item.Person)?.Identity?.Name.Masked,
                        persons.GetValueOrDefault(item.Person)?.Identity?.Number.Value[^4..],
                        EnumName.Of(item.Status),
                        item.Office,
                        item.SubmittedAt,
                        item.ReviewDue,
                        item.OverdueSince,
                        item.EscalatedTo,
                        $"/v1/applications/{item.Number}"
                    )),
                ],
                found.Total,
                query.Next(found.Next)
            )
        );
    }

    /// <summary>One application, if it is the person's latest or led to one of the person's registrations.</summary>
    public static async Task<Ok<ApplicationView>> One(
        string number,
        HttpResponse response,
        Caller caller,
        ApplicationPersons persons,
        AccessRecorder access,
        TimeProvider clock,
        CancellationToken cancelled
    )
    {
        var wanted = CommandRouter.Number(number);
        var found = await persons.ReadAsync(wanted, cancelled) ?? throw new Problem(ProblemCatalogue.NotFound).AsException();
        if (found.InError.FirstOrDefault(error => error.Application.Number == wanted) is { } error)
        {
            // Its own office may read it, whatever person the number belongs to.
            Scope.Require(caller, error.Registration?.Office ?? error.Application.Office, found.Id);
            await access.PersonAsync(caller, "applications.read", found, cancelled);
            response.Tell(found.Sequence);
            return TypedResults.Ok(ApplicationView.OfError(found, error, clock));
        }

        var record = Scope.Require(caller, found);
        var view =
            record.Application is { } application && application.Number == wanted
                ? ApplicationView.Of(record, application, clock)
                : ApplicationView.OfPast(record, wanted);
        if (view is null)
            throw new Problem(ProblemCatalogue.NotCurrentCase).AsException();

        await access.PersonAsync(caller, "applications.read", record, cancelled);
        response.Tell(record.Sequence);
        return TypedResults.Ok(view);
    }
}

/// <summary>A page of the worklist.</summary>
/// <param name="Items">In the order of their deadlines.</param>
/// <param name="Total">How many there are in all.</param>
/// <param name="Next">Cursor of the next page; absent at the end.</param>
public sealed record ApplicationPageView(IReadOnlyList<ApplicationLine> Items, long Total, string? Next);

/// <summary>One line of the worklist.</summary>
/// <param name="Name">Masked, as in <c>/v1/search</c>; absent when the person was erased.</param>
/// <param name="IdentityNumber">The last four characters, which tell persons of one name apart.</param>
/// <param name="ReviewDue">The last day for the decision (79/2020 (三)), inclusive.</param>
/// <param name="OverdueSince">Set once that has passed.</param>
/// <param name="EscalatedTo">Whose supervisors have the overdue case on their list.</param>
public sealed record ApplicationLine(
    string Number,
    string PersonId,
    string? Name,
    string? IdentityNumber,
    [NamesOf<ApplicationStatus>] string Status,
    string Office,
    DateTimeOffset SubmittedAt,
    DateOnly ReviewDue,
    DateTimeOffset? OverdueSince,
    string? EscalatedTo,
    string Href
);

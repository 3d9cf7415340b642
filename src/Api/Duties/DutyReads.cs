using Grid.Api.Access;
using Grid.Api.Commands;
using Grid.Api.Requests;
using Grid.Api.Security;
using Grid.Grains.Interfaces.Reference;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Grid.Api.Duties;

/// <summary>Reading what is owed to a person.</summary>
internal static class DutyReads
{
    /// <summary>The person's open duties, the earliest last day first.</summary>
    public static async Task<Ok<DutiesView>> List(
        string personId,
        HttpRequest request,
        Caller caller,
        CommandSender sender,
        IReferenceData reference,
        AccessRecorder access,
        TimeProvider clock,
        CancellationToken cancelled
    )
    {
        new QueryReader(request).ThrowIfWrong();
        var record = Scope.Require(caller, (await sender.ReadAsync(CommandRouter.Person(personId), cancelled))?.Record);
        await access.PersonAsync(caller, "duties.list", record.Id, cancelled);
        return TypedResults.Ok(new DutiesView(record.Id.ToString(), DutyView.Of(record.Duties, reference.Offices, clock)));
    }
}

using Grid.Api.Access;
using Grid.Api.Applicants;
using Grid.Api.Hosting;
using Grid.Api.Problems;
using Grid.Api.Requests;
using Grid.Api.Security;
using Grid.Api.Views;
using Grid.Domain.Codes;
using Grid.Domain.Numbers;
using Grid.Domain.Persons;
using Grid.Domain.Regions;
using Grid.Domain.Text;
using Grid.Grains.Interfaces.Reference;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Grid.Api.Progress;

/// <summary>Progress for the applicant (进度查询, R6.2): three outward labels, no login.</summary>
internal static class ProgressEndpoints
{
    public static void MapProgress(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/progress", Find).WithTags("Progress").Reads("progress.read").RequireRateLimiting(RateLimits.Progress);

    private static async Task<Ok<ProgressView>> Find(
        Caller caller, Body<ProgressBody> body, ApplicantFinder applicants, IReferenceData reference, AccessRecorder access, TimeProvider clock, CancellationToken cancelled)
    {
        var (record, receipt) = await applicants.FindAsync(body.Value.ReceiptNumber, body.Value.IdentityNumber, new Fields(clock), cancelled);
        await access.PersonAsync(caller, "progress.read", record.Id, cancelled);
        return TypedResults.Ok(Of(record, receipt, reference.Offices) ?? throw new Problem(ProblemCatalogue.ProgressNotFound).AsException());
    }

    private static ProgressView? Of(PersonRecord record, ApplicationNumber receipt, OfficeDirectory offices)
    {
        if (record.Application is { } application && application.Number == receipt)
        {
            var (label, english) = LabelOf(application.Status);
            var because = application.NonApproval is { } reason && CodeLists.BuiltIn[CodeListIds.NonApprovalReason].TryGetByName(EnumName.Of(reason), out var entry) ? entry : null;
            return new ProgressView
            {
                ReceiptNumber = receipt.Value,
                Label = label,
                LabelEn = english,
                Result = application.IsOpen ? null : EnumName.Of(application.Status),
                Office = OfficeOf(application.Office, offices),
                Due = application.IsOpen ? application.ToldDue : null,
                CorrectionAsked = application.Status == ApplicationStatus.CorrectionAsked ? true : null,
                NotApprovedBecause = because?.Zh,
                NotApprovedBecauseEn = because?.En,
                RegistrationNumber = ApplicationView.RegistrationOf(record, receipt)?.Number.Value,
            };
        }

        // An older application that led to a registration: reviewed, approved.
        return ApplicationView.RegistrationOf(record, receipt) is not { } registration ? null : new ProgressView
        {
            ReceiptNumber = receipt.Value,
            Label = "已审核",
            LabelEn = "Reviewed",
            Result = EnumName.Of(ApplicationStatus.Approved),
            Office = OfficeOf(registration.Office, offices),
            RegistrationNumber = registration.Number.Value,
        };
    }

    private static (string Zh, string En) LabelOf(ApplicationStatus status) => status switch
    {
        ApplicationStatus.Submitted => ("待审核", "Waiting"),
        ApplicationStatus.Verifying or ApplicationStatus.CorrectionAsked => ("审核中", "Under review"),
        _ => ("已审核", "Reviewed"),
    };

    private static ProgressOffice OfficeOf(string code, OfficeDirectory offices)
    {
        var office = offices.Find(code);
        return new ProgressOffice(code, office?.Name, office?.Telephone, office?.Address);
    }
}

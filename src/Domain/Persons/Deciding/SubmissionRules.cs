using Grid.Domain.Calendar;
using Grid.Domain.Codes;
using Grid.Domain.Persons.Commands;
using Grid.Domain.Persons.Refusals;
using Grid.Domain.Regions;

namespace Grid.Domain.Persons.Deciding;

/// <summary>What an application must hold, and no more than that (79/2020 (二)).</summary>
internal static class SubmissionRules
{
    private const int EmployerNameLength = 100;

    public static Refusal? Check(SubmitApplication command, DecisionContext context)
    {
        var office = context.Offices.Find(command.Office);
        if (office is null)
            return new Refusal(RefusalCode.UnknownOffice) { Field = "office" };
        return CaseScope.Check(context.Actor, command.Office, context.Offices)
            ?? Refusal.All(
                Identity(command, context),
                Submission(command, office, context),
                Unemployment(command, context),
                CommitmentOf(command, context),
                DetailsRules.Check(command.Details, "details.", context));
    }

    private static Refusal? Identity(SubmitApplication command, DecisionContext context)
    {
        var number = command.Number;
        if (number.BirthDate is { } born && command.BirthDate is { } written && born != written)
            return new Refusal(RefusalCode.ContradictsNumber) { Field = "birthDate" };
        if (number.Sex is { } sex && command.Sex is { } writtenSex && sex != writtenSex)
            return new Refusal(RefusalCode.ContradictsNumber) { Field = "sex" };
        if ((number.BirthDate ?? command.BirthDate) is not { } birthDate)
            return Refusal.Invalid("birthDate", FieldRule.RequiredByDocument);
        if (birthDate > context.Today)
            return Refusal.Invalid(number.BirthDate is null ? "birthDate" : "identityNumber", FieldRule.InFuture, atMost: context.Today);
        return number.Sex is null && command.Sex is null
            ? Refusal.Invalid("sex", FieldRule.RequiredByDocument)
            : null;
    }

    private static Refusal? Submission(SubmitApplication command, Office office, DecisionContext context)
    {
        if (command.Channel == ApplicationChannel.Platform && command.PlatformNumber is null)
            return Refusal.Invalid("platformNumber", FieldRule.RequiredFromPlatform);
        if (command.Channel != ApplicationChannel.Platform && command.PlatformNumber is not null)
            return Refusal.Invalid("platformNumber", FieldRule.OnlyFromPlatform);
        if (command.SubmittedAt is not { } submittedAt)
            return null;
        if (submittedAt > context.Now)
            return Refusal.Invalid("submittedAt", FieldRule.InFuture, atMost: context.Now);
        return context.Calendars.For(office.Region).Covers(ChinaTime.DateOf(submittedAt).Year)
            ? null
            : Refusal.Invalid("submittedAt", FieldRule.NoCalendar);
    }

    private static Refusal? Unemployment(SubmitApplication command, DecisionContext context)
    {
        var submittedOn = ChinaTime.DateOf(command.SubmittedAt ?? context.Now);

        // No lower bound but birth: an old unemployment is no ground to turn anybody away.
        var day = command.UnemployedOn > submittedOn
            ? Refusal.Invalid("unemployedOn", FieldRule.AfterSubmission, atMost: submittedOn)
            : command.UnemployedOn < (command.Number.BirthDate ?? command.BirthDate) ? Refusal.Invalid("unemployedOn", FieldRule.BeforeBirth) : null;
        return Refusal.All(
            day,
            DetailsRules.OtherReason(command.Reason, command.OtherReason, "otherReason"),
            DetailsRules.JobWishes(command.JobWishes, "jobWishes", context),
            FieldRules.OptionalText("formerEmployer.name", command.FormerEmployer?.Name, EmployerNameLength));
    }

    private static Refusal? CommitmentOf(SubmitApplication command, DecisionContext context) =>
        Refusal.All(
            FieldRules.Text("commitment.textVersion", command.Commitment.TextVersion, 40),
            command.Commitment.AcceptedAt > (command.SubmittedAt ?? context.Now)
            ? Refusal.Invalid("commitment.acceptedAt", FieldRule.AfterSubmission, atMost: command.SubmittedAt ?? context.Now)
            : null);
}

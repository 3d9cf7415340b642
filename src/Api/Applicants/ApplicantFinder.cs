using Grid.Api.Commands;
using Grid.Api.Hosting;
using Grid.Api.Problems;
using Grid.Api.Requests;
using Grid.Api.Security;
using Grid.Api.Views;
using Grid.Domain.Identity;
using Grid.Domain.Numbers;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Access;
using Grid.Grains.Interfaces.Persons;
using Grid.Grains.Interfaces.Persons.Reading;
using Microsoft.AspNetCore.Http;

namespace Grid.Api.Applicants;

/// <summary>
/// Finds the applicant by receipt number and identity number together, without a login. An unknown receipt, an unknown person and a pair
/// that does not fit get the same answer for the same work: the person of the identity number is read, and only then compared. All that an
/// applicant can ask counts its failures together (<see cref="PairGuard"/>).
/// </summary>
internal sealed class ApplicantFinder(PairGuard guard, IPersonIdentifier identifier, CommandSender sender, IJournalReader journal)
{
    private const int JournalPage = 200;

    /// <summary>Ends the request when the fields are wrong, were tried too often from here, or do not fit.</summary>
    /// <param name="inError">Also an application that was entered under a wrong number. Never for what belongs to the number's owner, such
    /// as the inbox.</param>
    public async Task<Applicant> FindAsync(
        HttpRequest request,
        IReceiptPair pair,
        Fields fields,
        CancellationToken cancelled,
        bool inError = false
    )
    {
        var (receipt, number) = Read(pair, fields);
        fields.ThrowIfWrong();
        var attempt = new PairAttempt(identifier.Identify(number!), receipt!, RateLimits.SourceOf(request.HttpContext));
        var found = await guard.RunAsync(attempt, () => ReadAsync(attempt, inError, cancelled), cancelled);
        return found ?? throw new Problem(ProblemCatalogue.ProgressNotFound) { Persons = [attempt.Person] }.AsException();
    }

    /// <summary>As <see cref="FindAsync"/>, for what the person does: with the receipt of a registration that came before, nothing is done.</summary>
    public async Task<Applicant> FindCurrentAsync(HttpRequest request, IReceiptPair pair, Fields fields, CancellationToken cancelled)
    {
        var found = await FindAsync(request, pair, fields, cancelled);
        return found.Record.Registration is { } registration && registration.Application != found.Receipt
            ? throw new Problem(ProblemCatalogue.NotCurrentCase).AsException()
            : found;
    }

    /// <summary>The two numbers; null where one is missing or is none, which is then among the fields.</summary>
    internal static (ApplicationNumber? Receipt, IdentityNumber? Number) Read(IReceiptPair pair, Fields fields) =>
        (
            fields.Value<ApplicationNumber, NumberError>(pair.ReceiptNumber, "receiptNumber", ApplicationNumber.TryParse),
            fields.Identity(pair.IdentityNumber, "identityNumber")
        );

    private async Task<Applicant?> ReadAsync(PairAttempt attempt, bool inError, CancellationToken cancelled)
    {
        var record = (await sender.ReadAsync(attempt.Person, cancelled))?.Record;
        return
            record is not null
            && (
                record.Application?.Number == attempt.Receipt
                || ApplicationView.RegistrationOf(record, attempt.Receipt) is not null
                || (inError && ErrorOf(record, attempt.Receipt) is not null)
            )
            ? new Applicant(EarlierCases.Cut(attempt.Receipt, record), attempt.Receipt)
            : null;
    }

    /// <summary>
    /// From when on what was written about the person is for whoever has this receipt; null: all of it. While <see cref="EarlierCases"/> are
    /// hidden, from the entry of the application: its own date may be earlier.
    /// </summary>
    public async Task<DateTimeOffset?> SinceAsync(Applicant applicant, CancellationToken cancelled)
    {
        var (record, receipt) = applicant;
        if (!EarlierCases.AreHiddenFrom(receipt, record))
            return null;
        for (var after = 0L; ; )
        {
            var entries = await journal.ReadAsync(record.Id, after, JournalPage, cancelled);
            var submitted = entries.FirstOrDefault(entry =>
                entry.Event is ApplicationSubmitted { Application.Number: var number } && number == receipt
            );
            if (submitted is not null)
                return submitted.At;
            if (entries.Count < JournalPage)
                return DateTimeOffset.MaxValue; // The case arrived from another number.
            after = entries[^1].Sequence;
        }
    }

    /// <summary>The case of a receipt that was entered under this number in error.</summary>
    internal static CaseInError? ErrorOf(PersonRecord record, ApplicationNumber receipt) =>
        record.InError.FirstOrDefault(error => error.Application.Number == receipt);
}

/// <summary>A request of a person without a login: both numbers are needed, whatever else it says.</summary>
internal interface IReceiptPair
{
    string? ReceiptNumber { get; }

    string? IdentityNumber { get; }
}

/// <summary>An applicant whose two numbers fit.</summary>
internal sealed record Applicant(PersonRecord Record, ApplicationNumber Receipt);

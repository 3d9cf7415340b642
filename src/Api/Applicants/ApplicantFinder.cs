using Grid.Api.Commands;
using Grid.Api.Problems;
using Grid.Api.Progress;
using Grid.Api.Requests;
using Grid.Api.Views;
using Grid.Domain.Identity;
using Grid.Domain.Numbers;
using Grid.Grains.Interfaces.Persons;

namespace Grid.Api.Applicants;

/// <summary>
/// Finds the applicant by receipt number and identity number together, without a login. An unknown receipt, an unknown person and a pair that does not fit get the
/// same answer for the same work: the person of the identity number is read, and only then compared. All that an applicant can ask shares one limit a receipt.
/// </summary>
internal sealed class ApplicantFinder(ReceiptLimiter limiter, IPersonIdentifier identifier, CommandSender sender)
{
    /// <summary>Ends the request when the fields are wrong, were tried too often or do not fit.</summary>
    public async Task<Applicant> FindAsync(string? receiptNumber, string? identityNumber, Fields fields, CancellationToken cancelled)
    {
        var receipt = fields.Value<ApplicationNumber, NumberError>(receiptNumber, "receiptNumber", ApplicationNumber.TryParse);
        var number = fields.Identity(identityNumber, "identityNumber");
        fields.ThrowIfWrong();
        if (!limiter.Allows(receipt!.Value))
        {
            throw new Problem(ProblemCatalogue.TooManyRequests) { RetryAfter = 60 }.AsException();
        }

        var record = (await sender.ReadAsync(identifier.Identify(number!), cancelled))?.Record;
        return record is not null && (record.Application?.Number == receipt || ApplicationView.RegistrationOf(record, receipt) is not null)
            ? new Applicant(record, receipt)
            : throw new Problem(ProblemCatalogue.ProgressNotFound).AsException();
    }
}

using Grid.Api.Importing.Reading.Columns;
using Grid.Api.Problems;
using Grid.Domain;
using Grid.Domain.Identity;
using Grid.Domain.Numbers;
using Grid.Domain.Persons;
using Grid.Domain.Text;

namespace Grid.Api.Importing.Reading.Rows;

/// <summary>Whose row it is, and of which registration.</summary>
/// <param name="Number">The person.</param>
/// <param name="Name">As the file has it; required with registrations only, elsewhere for comparison.</param>
/// <param name="Registration">The register's number of the registration, where the file has it: an export of the register itself.</param>
/// <param name="LegacyNumber">The number in the earlier system.</param>
internal sealed record PersonKey(IdentityNumber Number, PersonName? Name, RegistrationNumber? Registration, string? LegacyNumber) : Discreet
{
    /// <summary>Null when the row is rejected for it.</summary>
    public static PersonKey? Read(RowCells cells, DateOnly? birthDate)
    {
        var number = cells.Number<IdentityNumber>(
            ImportColumns.IdentityNumber,
            (string text, out IdentityNumber? value, out string fault) => TryNumber(text, birthDate, out value, out fault),
            isLong: true
        );
        var name = cells.Number<PersonName>(ImportColumns.Name, TryName);
        var registration = cells.Number<RegistrationNumber>(ImportColumns.RegistrationNumber, TryRegistration, isLong: true);
        var legacy = cells.Number<string>(ImportColumns.LegacyNumber, TryLegacy, isLong: true);
        return number is null ? null : new PersonKey(number, name, registration, legacy);
    }

    /// <summary>
    /// An old number of 15 digits is read where the file has the birth date, century included, that only one of the numbers which it may
    /// have become has; else the person's own number has to be asked for.
    /// </summary>
    private static bool TryNumber(string text, DateOnly? birthDate, out IdentityNumber? number, out string fault)
    {
        var isNumber = IdentityNumber.TryParse(text, out number, out var error);
        fault = EnumName.Of(error);
        if (error != IdentityNumberError.ConfirmFifteenDigits || birthDate is null)
            return isNumber;
        number = IdentityNumber.Candidates(text).FirstOrDefault(candidate => candidate.BirthDate == birthDate);
        return number is not null;
    }

    private static bool TryName(string text, out PersonName? name, out string fault)
    {
        var isName = PersonName.TryParse(text, out name, out var error);
        fault = EnumName.Of(error);
        return isName;
    }

    private static bool TryRegistration(string text, out RegistrationNumber? number, out string fault)
    {
        var isNumber = RegistrationNumber.TryParse(text, out number, out var error);
        fault = EnumName.Of(error);
        return isNumber;
    }

    private static bool TryLegacy(string text, out string? number, out string fault)
    {
        var isShort = text.Length <= FieldLimits.LegacyNumber;
        var isText = isShort && text.All(c => !char.IsControl(c));
        (number, fault) = (isText ? text : null, isShort ? FieldCodes.BadText : FieldCodes.TooLong);
        return isText;
    }
}

using System.Globalization;
using Grid.Api.Problems;
using Grid.Api.Requests;
using Grid.Api.Views;
using Grid.Domain.Identity;
using Grid.Domain.Numbers;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Persons.Reading;

namespace Grid.Api.Search;

/// <summary>What is searched by; exactly one of the six is set.</summary>
/// <param name="Filter">For the access log: what was searched by, masked.</param>
internal sealed record SearchQuery(
    IdentityNumber? Identity,
    TelephoneNumber? Telephone,
    RegistrationNumber? Registration,
    ApplicationNumber? Application,
    string? LegacyNumber,
    string? NamePrefix,
    PageRequest Page,
    string Filter
)
{
    private const int LeastCharacters = 2;

    public static SearchQuery Read(SearchBody body, ListCursor cursor, Fields fields)
    {
        string?[] given =
        [
            body.IdentityNumber,
            body.Telephone,
            body.RegistrationNumber,
            body.ApplicationNumber,
            body.LegacyNumber,
            body.Name,
        ];
        if (given.Count(one => !string.IsNullOrEmpty(one)) != 1)
        {
            fields.Wrong(
                "$",
                FieldCodes.ExactlyOne,
                ["identityNumber", "telephone", "registrationNumber", "applicationNumber", "legacyNumber", "name"]
            );
        }

        var identity = fields.Identity(body.IdentityNumber, "identityNumber", required: false);
        var telephone = fields.Value<TelephoneNumber, TelephoneNumberError>(
            body.Telephone,
            "telephone",
            TelephoneNumber.TryParse,
            required: false
        );
        var registration = fields.Value<RegistrationNumber, NumberError>(
            body.RegistrationNumber,
            "registrationNumber",
            RegistrationNumber.TryParse,
            required: false
        );
        var application = fields.Value<ApplicationNumber, NumberError>(
            body.ApplicationNumber,
            "applicationNumber",
            ApplicationNumber.TryParse,
            required: false
        );
        var legacy = Domain.Numbers.LegacyNumber.SearchKey(body.LegacyNumber);
        if (legacy is null && !string.IsNullOrEmpty(body.LegacyNumber))
            fields.Wrong("legacyNumber", body.LegacyNumber.Length > FieldLimits.LegacyNumber ? FieldCodes.TooLong : FieldCodes.BadText);
        var prefix = Prefix(body.Name, fields);
        var page = PageOf(body, cursor, fields);
        fields.ThrowIfWrong();
        var filter =
            identity is not null ? "identityNumber:" + identity.Masked
            : telephone is not null ? "telephone:" + telephone.Masked
            : registration is not null ? "registrationNumber:" + registration
            : application is not null ? "applicationNumber:" + application
            : legacy is not null ? "legacyNumber:" + Mask.Ending(legacy)
            : $"name:{prefix!.EnumerateRunes().First()}*";
        return new SearchQuery(identity, telephone, registration, application, legacy, prefix, page, filter);
    }

    /// <summary>Characters are code points: one outside the basic plane is one.</summary>
    private static string? Prefix(string? name, Fields fields)
    {
        if (string.IsNullOrEmpty(name))
            return null;

        if (name.EnumerateRunes().Count() > PersonName.MaximumLength)
        {
            fields.Wrong("name", FieldCodes.TooLong);
            return null;
        }

        var prefix = PersonName.SearchKeyOfPrefix(name);
        if (prefix.EnumerateRunes().Count() >= LeastCharacters)
            return prefix;

        fields.Wrong("name", FieldCodes.TooShort);
        return null;
    }

    private static PageRequest PageOf(SearchBody body, ListCursor cursor, Fields fields)
    {
        var size = QueryReader.DefaultSize;
        if (
            body.PageSize is { Length: > 0 } text
            && (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out size) || size is < 1 or > QueryReader.LargestSize)
        )
        {
            fields.Beyond("pageSize", FieldCodes.OutOfRange, 1, 200);
        }

        return new PageRequest(size, cursor.Read(body.Cursor, fields));
    }
}

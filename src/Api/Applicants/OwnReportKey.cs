using System.Security.Cryptography;
using System.Text;
using Grid.Api.Requests;
using Grid.Domain.Identity;

namespace Grid.Api.Applicants;

/// <summary>
/// Under which key an own report is kept. All applicants are one caller to the receipts, so the person is part of it; and who sends no key
/// is known by the report and the day, since the same words come again next month.
/// </summary>
internal static class OwnReportKey
{
    public static byte[] Digest(Body<OwnReportBody> body) => SHA256.HashData([.. "own-report.record\n"u8, .. body.Canonical()]);

    public static string Of(PersonId person, string? given, byte[] digest, DateOnly today) =>
        Convert.ToHexStringLower(
            SHA256.HashData(
                Encoding.UTF8.GetBytes(
                    given is null ? $"{person}\nday\n{today:yyyy-MM-dd}\n{Convert.ToHexStringLower(digest)}" : $"{person}\nkey\n{given}"
                )
            )
        );
}

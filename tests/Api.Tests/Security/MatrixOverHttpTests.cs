using System.Net;
using Grid.Api.Security;
using Grid.Api.Tests.Hosts;
using Grid.Domain.Persons;

namespace Grid.Api.Tests.Security;

/// <summary>Every cell of the role matrix, over HTTP.</summary>
[Collection(OneHost.Name)]
public sealed class MatrixOverHttpTests(ApiHost host)
{
    public static TheoryData<string> Operations => [.. RoleMatrix.BuiltIn.Rows.Select(row => row.Operation)];

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Each_role_is_let_through_or_refused_as_the_matrix_says(string operation)
    {
        var route = Routes.Of(host).Single(route => route.Operation == operation);
        foreach (var role in RoleNames.OfTokens)
        {
            var caller = new Hosts.Api(
                host,
                host.Token(RoleNames.Of(role), role is Role.Clerk or Role.Supervisor or Role.OfficeSystem ? Hosts.Api.Donghu : null)
            );
            var answer = await route.CallAsync(caller, "{}");
            if (RoleMatrix.BuiltIn.Allows(operation, role))
            {
                Assert.True(
                    (int)answer.Status is not (401 or >= 500) && answer.Code != "role-not-allowed",
                    $"{role}: {(int)answer.Status} {answer.Text}"
                );
            }
            else
            {
                answer.ExpectProblem(HttpStatusCode.Forbidden, "role-not-allowed");
                Assert.Equal(RoleMatrix.BuiltIn.RolesOf(operation), answer.Json["allowed"]!.AsArray().Select(one => (string)one!));
            }
        }

        var anonymous = await route.CallAsync(new Hosts.Api(host, null), "{}");
        if (RoleMatrix.BuiltIn.IsOpen(operation))
        {
            Assert.InRange((int)anonymous.Status, 200, 499);
            Assert.NotEqual(HttpStatusCode.Unauthorized, anonymous.Status);
        }
        else
        {
            anonymous.ExpectProblem(HttpStatusCode.Unauthorized, "not-authenticated");
            Assert.Equal("Bearer", anonymous.Headers["WWW-Authenticate"]);
        }
    }
}

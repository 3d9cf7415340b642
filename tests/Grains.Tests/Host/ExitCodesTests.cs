using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using Grid.Domain.Data;
using Grid.Silo.Hosting;
using Grid.Storage;
using Grid.Storage.Migrations;
using Grid.Storage.Sealing;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;
using Npgsql;
using Orleans.Runtime;

namespace Grid.Grains.Tests.Host;

/// <summary>The service manager retries what may pass; it does not retry what a person must repair.</summary>
public sealed class ExitCodesTests
{
    [Theory]
    [InlineData("08000", "08006", "08P01")] // connection lost; what a pooler says of its server
    [InlineData("40001", "40P01", "55P03", "55006")]
    [InlineData("53100", "53200", "53300", "53400")] // disk, memory, too many connections
    [InlineData("57014", "57P01", "57P02", "57P03", "57P05")] // shutting down, crashed, starting up
    [InlineData("25006")] // a standby
    [InlineData("58000", "58030", "XX000", "XX001")]
    [InlineData("3D000")] // the database is not made yet
    public void Errors_of_the_database_that_pass(params string[] states) =>
        Assert.All(states, state => Assert.Equal(ExitCodes.Unavailable, ExitCodes.Of(Error(state))));

    [Theory]
    [InlineData("28P01", "28000")] // password, pg_hba.conf
    [InlineData("42501", "42P01", "42703", "3F000", "0A000", "22023")]
    public void Errors_of_the_database_that_last(params string[] states) =>
        Assert.All(states, state => Assert.Equal(ExitCodes.Configuration, ExitCodes.Of(Error(state))));

    [Fact]
    public void Causes_that_pass() =>
        Assert.All(
            (Exception[])
                [
                    new PassingException("the clock"),
                    new SchemaException("not migrated") { IsBehind = true },
                    new NpgsqlException("refused", new SocketException((int)SocketError.ConnectionRefused)),
                    new NpgsqlException("slow", new TimeoutException()),
                    new NpgsqlException("cut", new EndOfStreamException()),
                    new NpgsqlException("No suitable host was found."),
                    new NpgsqlException(
                        "none of several",
                        new AggregateException(Error("28P01"), new SocketException((int)SocketError.HostUnreachable))
                    ),
                    new SocketException((int)SocketError.AddressAlreadyInUse),
                    new SocketException((int)SocketError.AddressNotAvailable),
                    new SocketException((int)SocketError.HostNotFound),
                    new AddressInUseException("in use"),
                    new IOException("Failed to bind", new AddressInUseException("in use")),
                    new IOException("No space left on device"),
                    new TimeoutException(),
                    new SiloUnavailableException("none"),
                    new OrleansException(
                        "could not join",
                        new NpgsqlException("refused", new SocketException((int)SocketError.ConnectionRefused))
                    ),
                    new AggregateException(new SocketException((int)SocketError.AddressAlreadyInUse)),
                ],
            error => Assert.Equal(ExitCodes.Unavailable, ExitCodes.Of(error))
        );

    [Fact]
    public void Causes_that_last() =>
        Assert.All(
            (Exception[])
                [
                    new ConfigurationException("a setting"),
                    new SchemaException("newer than this build"),
                    new RegisterKeyException("another key"),
                    new KeyFileException("missing"),
                    new PoolerException("transaction mode"),
                    new DataFileException("regions.json", "wrong"),
                    new OptionsValidationException("x", typeof(object), ["wrong"]),
                    new FileNotFoundException(),
                    new DirectoryNotFoundException(),
                    new UnauthorizedAccessException(),
                    new CryptographicException("no certificate"),
                    new SocketException((int)SocketError.AccessDenied),
                    new NpgsqlException("certificate", new AuthenticationException()),
                    new NpgsqlException("none of several", new AggregateException(Error("28P01"), Error("28000"))),
                    new InvalidOperationException("Failed to convert configuration value", new FormatException()),
                    new AggregateException(new TimeoutException(), new ConfigurationException("a setting")),
                ],
            error => Assert.Equal(ExitCodes.Configuration, ExitCodes.Of(error))
        );

    [Fact]
    public void What_nobody_foresaw_keeps_its_stack() =>
        Assert.All(
            (Exception[])
                [
                    new InvalidOperationException("a fault"),
                    new NotSupportedException(),
                    new AggregateException(new TimeoutException(), new InvalidCastException()),
                ],
            error => Assert.Null(ExitCodes.Of(error))
        );

    private static PostgresException Error(string state) => new("error", "FATAL", "FATAL", state);
}

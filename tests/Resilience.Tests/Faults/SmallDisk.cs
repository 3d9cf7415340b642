using System.Diagnostics;
using Grid.Testing.Databases;
using Npgsql;

namespace Grid.Resilience.Tests.Faults;

/// <summary>
/// A small disk of its own for the register's tables: a tmpfs, where the machine lets tests mount one. PostgreSQL's log of writes stays
/// elsewhere, so that the server survives its being full.
/// </summary>
internal sealed class SmallDisk : IDisposable
{
    private const int Megabytes = 96;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("grid-disk-");

    private SmallDisk() { }

    private string Ballast => Path.Combine(folder.FullName, "ballast");

    /// <summary>Skips the test where mounting is not allowed.</summary>
    public static SmallDisk Create()
    {
        var disk = new SmallDisk();
        var mounted = Run("mount", "-t", "tmpfs", "-o", $"size={Megabytes}m,mode=0755", "tmpfs", disk.folder.FullName);
        if (mounted != 0)
            disk.folder.Delete();
        Assert.SkipUnless(mounted == 0, "A full disk needs a disk of its own, and this user may not mount one (tmpfs).");
        return disk;
    }

    /// <summary>Makes a tablespace on it, and gives its name.</summary>
    public async Task<string> TablespaceAsync(PrivatePostgres postgres, CancellationToken cancellationToken)
    {
        await using var superuser = NpgsqlDataSource.Create(postgres.SuperuserConnectionString);
        await using var where = superuser.CreateCommand("SHOW data_directory");
        var data = (string)(await where.ExecuteScalarAsync(cancellationToken))!;
        var tables = Directory.CreateDirectory(Path.Combine(folder.FullName, "tables")).FullName;
        Assert.Equal(0, Run("chown", $"--reference={data}", tables));
        Assert.Equal(0, Run("chmod", "0700", tables));
#pragma warning disable CA2100 // A folder of ours.
        await using var make = superuser.CreateCommand($"CREATE TABLESPACE small LOCATION '{tables}'");
#pragma warning restore CA2100
        await make.ExecuteNonQueryAsync(cancellationToken);
        return "small";
    }

    /// <summary>Takes all that is free.</summary>
    public void Fill()
    {
        using var ballast = new FileStream(Ballast, FileMode.Create);
        var block = new byte[4096];
        try
        {
            while (true)
            {
                ballast.Write(block);
                ballast.Flush();
            }
        }
        catch (IOException)
        {
            // No space left on device.
        }
    }

    public void Free() => File.Delete(Ballast);

    public void Dispose()
    {
        Run("umount", "--lazy", folder.FullName);
        folder.Delete(recursive: true);
    }

    private static int Run(string program, params string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments) { RedirectStandardError = true, UseShellExecute = false }
        )!;
        process.WaitForExit();
        return process.ExitCode;
    }
}

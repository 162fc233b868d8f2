@echo off
rem Runs Rekindle from this checkout: builds it on first use and after a change, then hands over every argument as it is.
setlocal
set "root=%~dp0"
set "target=%root%src\target"
set "app=%target%\app"

if defined JAVA_HOME (set "java=%JAVA_HOME%\bin\java.exe") else (set "java=java")
"%java%" --version >nul 2>nul || (
  echo rekindle: no java found; install Java 17 or later, or set JAVA_HOME 1>&2
  exit /b 1
)

powershell -NoProfile -Command ^
  "$built = Get-Item -ErrorAction SilentlyContinue '%app%\built'; if (-not $built) { exit 1 };" ^
  "$sources = 'pom.xml','.mvn','engine\pom.xml','engine\src','rules\pom.xml','channels\pom.xml','channels\src','src\pom.xml','src\main';" ^
  "foreach ($s in $sources) { if (Get-ChildItem -Recurse -ErrorAction SilentlyContinue (Join-Path '%root%' $s) | Where-Object { $_.LastWriteTime -gt $built.LastWriteTime } | Select-Object -First 1) { exit 1 } }; exit 0"
if errorlevel 1 (call :build || exit /b 1)

set "options=-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
for %%a in (%*) do for %%v in (serve demo replay import sweep) do if /i "%%~a"=="%%v" set "options="

"%java%" %options% %REKINDLE_JAVA_OPTIONS% "-Drekindle.checkout=%root%." -jar "%app%\rekindle.jar" %*
exit /b %errorlevel%

:build
echo Building Rekindle (about a minute)... 1>&2
if not exist "%target%" mkdir "%target%"
echo. > "%target%\built"
pushd "%root%"
call mvnw.cmd -q -B -ntp -Dmaven.test.skip=true -Dspotless.check.skip=true package > "%target%\build.log" 2>&1
if errorlevel 1 goto :failed
if exist "%app%" rmdir /s /q "%app%"
"%java%" -Djarmode=tools -jar "%target%\rekindle.jar" extract --destination "%app%" >> "%target%\build.log" 2>&1
if errorlevel 1 goto :failed
move /y "%target%\built" "%app%\built" > nul
popd
exit /b 0

:failed
popd
type "%target%\build.log" 1>&2
echo rekindle: the build failed; its output is in %target%\build.log 1>&2
exit /b 1
